import { startReceiver } from '../../../../sandbox/test/messagemedia/support.ts';
import { failureOf } from '../../../../tools/testing/failure.ts';
import { newAccount, PERSON, useWorld } from '../support/world.ts';

const world = useWorld();

const OPERATION = 'creates.send_sms.operation';

/** Sends, lets something happen, and goes on with the first thing that is posted to the callback. */
const sendAndResume = async (
  inputData: Record<string, unknown>,
  happen: (account: ReturnType<typeof newAccount>['account']) => void,
) => {
  const { zapier, sandbox } = world();
  const { account, authData } = newAccount(world());
  const receiver = await startReceiver();
  const input = { recipient: `+${PERSON}`, body: 'Ready?', ...inputData };
  const { results, status } = await zapier.runWithStatus(`${OPERATION}.perform`, {
    authData,
    inputData: input,
    callbackUrl: receiver.url,
  });
  happen(account);
  await sandbox.settle();
  await receiver.close();
  const [body = ''] = receiver.bodies;
  const resume = () =>
    zapier.run(`${OPERATION}.performResume`, {
      authData,
      inputData: input,
      bundle: {
        outputData: results,
        cleanedRequest: body && JSON.parse(body),
        rawRequest: { content: body },
      },
    });
  return { results, status, resume, account };
};

test('resumes with the first receipt, whatever its status', async () => {
  const { results, status, resume, account } = await sendAndResume(
    { wait_for: 'delivery', reference: 'r-1' },
    () => world().sandbox.clock.advance(10_000),
  );
  expect(status).toBe('CALLBACK');
  expect(account.ledger.messages[0]).toMatchObject({ deliveryReport: true });
  expect(await resume()).toEqual({
    ...Object(results),
    delivery: expect.objectContaining({
      status: 'ENROUTE',
      outcome: 'pending',
      reference: 'r-1',
      recipient: PERSON,
    }),
    reply: null,
  });
});

test('waits for a reply, and requests no reports, which would end the wait', async () => {
  const { status, resume, account } = await sendAndResume(
    { wait_for: 'reply', delivery_report: true },
    (to) => {
      world().sandbox.clock.advance(10_000);
      world().sandbox.inbound(to, { from: `+${PERSON}`, text: 'Yes!' });
    },
  );
  expect(status).toBe('CALLBACK');
  expect(account.ledger.messages[0]).toMatchObject({ deliveryReport: false });
  expect(await resume()).toMatchObject({
    status: 'accepted',
    delivery: null,
    reply: { originator: PERSON, body: 'Yes!', keyword: 'YES', media: [] },
  });
});

test('resumes if the callback cannot be read', async () => {
  const { resume } = await sendAndResume({ wait_for: 'delivery' }, () => {});
  expect(await resume()).toMatchObject({ status: 'accepted', delivery: null, reply: null });
});

describe('a receipt for a blocked recipient', () => {
  const blocked = (inputData: object) =>
    sendAndResume({ wait_for: 'delivery', ...inputData }, (account) => {
      account.ledger.optouts.add(`+${PERSON}`);
      world().sandbox.clock.advance(30_000);
    });

  test('stops the run softly', async () => {
    // The opt-out comes while the message is scheduled, after the list was asked.
    const schedule_at = new Date(world().sandbox.clock.now() + 5_000).toISOString();
    const { resume } = await blocked({ schedule_at });
    expect((await failureOf(resume())).name).toBe('HaltedError');
  });

  test('returns status skipped if the choice is continue', async () => {
    const schedule_at = new Date(world().sandbox.clock.now() + 5_000).toISOString();
    const { resume } = await blocked({ on_opted_out: 'continue', schedule_at });
    expect(await resume()).toMatchObject({
      status: 'skipped',
      skipped_reason: 'opted_out',
      delivery: { status_code: 302 },
    });
  });
});

test('does not wait in a test, or without Wait For', async () => {
  const run = (inputData: object, meta = {}) =>
    world().zapier.runWithStatus(`${OPERATION}.perform`, {
      authData: world().basic,
      inputData: { recipient: `+${PERSON}`, body: 'x', ...inputData },
      meta,
      callbackUrl: 'https://hooks.zapier.example.com/1',
    });
  expect((await run({ wait_for: 'reply' }, { isLoadingSample: true })).status).toBe('SUCCESS');
  expect((await run({ wait_for: 'nothing' })).status).toBe('SUCCESS');
  expect((await run({})).status).toBe('SUCCESS');
});

test('rejects a wait without a callback URL before sending', async () => {
  const failure = await failureOf(
    world().zapier.run(`${OPERATION}.perform`, {
      authData: world().basic,
      inputData: { recipient: `+${PERSON}`, body: 'x', wait_for: 'delivery' },
    }),
  );
  expect(failure.message).toMatch(/Wait For/);
  expect(world().sandbox.requests.filter(({ path }) => path === '/v1/messages')).toEqual([]);
});
