import { must, narrator } from '../narrator.ts';
import { authDataOf, type DemoWorld, pick, SEND } from './world.ts';

const BULK = 'creates.send_bulk_sms.operation.perform';

/** Sends a batch in which MessageMedia refuses one row, and with it all of them. */
export const showBulk = async ({ sandbox, run }: DemoWorld): Promise<void> => {
  narrator.chapter('A batch with a bad row');
  narrator.step('MessageMedia takes all rows or none; the app names the bad one and sends the others');
  const { basic } = sandbox.accounts;
  const before = basic.ledger.messages.length;
  sandbox.faults.add({
    kind: 'status',
    status: 400,
    path: '/v1/messages',
    body: { message: 'Bad Request', details: ['/messages/1/destination_number: Number is not in service'] },
  });
  const sent = await run(authDataOf(basic), BULK, {
    recipients: ['+61 491 570 156', '+61 491 570 157', '+61 491 570 158', '12'],
    body: 'Fresh bread from seven.',
  });
  narrator.output(pick(sent, ['requested', 'accepted', 'invalid']));
  const results = Array.isArray(sent.results) ? sent.results : [];
  for (const result of results) narrator.output(pick(result, ['row', 'status', 'message_id', 'reason']));
  must(sent.accepted === 2 && sent.invalid === 2, 'the bad rows were not told apart');
  must(basic.ledger.messages.length === before + 2, 'somebody got a message twice, or none');
};

/** Schedules a message and takes it back. */
export const showCancelling = async ({ sandbox, run }: DemoWorld): Promise<void> => {
  narrator.chapter('A scheduled message is taken back');
  const authData = authDataOf(sandbox.accounts.basic);
  narrator.step('Schedule it for tomorrow');
  const tomorrow = new Date(sandbox.clock.now() + 86_400_000).toISOString();
  const sent = await run(authData, SEND, {
    recipient: '+61491570156',
    body: 'See you today!',
    schedule_at: tomorrow,
  });
  narrator.output(pick(sent, ['id', 'status', 'scheduled_for']));
  narrator.step('Cancel it; a second time changes nothing');
  for (let time = 1; time <= 2; time += 1) {
    const cancelled = await run(authData, 'creates.cancel_message.operation.perform', {
      message_id: sent.id,
    });
    narrator.output(cancelled);
    must(cancelled.cancelled === true, 'the message was not cancelled');
  }
};
