import { countParts } from '../parts.ts';
import { callBack, commonVariables, emit } from './events.ts';
import type { Ledger, Message } from './ledger.ts';
import type { World } from './world.ts';

/** The final status and code of a message, or `null` if it stays pending. */
interface Ending {
  readonly status: string;
  readonly code: number;
}

const DELIVERED: Ending = { status: 'delivered', code: 220 };

/** Final statuses by the last three digits of the recipient. Other numbers are delivered. */
export const MAGIC_ENDINGS: Readonly<Record<string, Ending | null>> = {
  '901': { status: 'failed', code: 400 },
  '902': { status: 'rejected', code: 302 },
  '903': { status: 'expired', code: 401 },
  '904': { status: 'rejected', code: 411 },
  '905': { status: 'failed', code: 414 },
  '906': { status: 'rejected', code: 412 },
  '920': null,
};

const endingOf = (world: World, ledger: Ledger, { destination }: Message): Ending | null => {
  if (ledger.optouts.has(destination)) return { status: 'rejected', code: 302 };
  const ending = MAGIC_ENDINGS[world.endings.get(destination) ?? destination.slice(-3)];
  return ending === undefined ? DELIVERED : ending;
};

/** An accepted message. `scheduledAt` is in epoch milliseconds. */
export type Draft = Pick<
  Message,
  | 'source'
  | 'destination'
  | 'content'
  | 'format'
  | 'subject'
  | 'media'
  | 'metadata'
  | 'deliveryReport'
  | 'callbackUrl'
  | 'scheduledAt'
  | 'expiresAt'
>;

/** Adds a message to the log, and simulates its statuses. */
export const accept = (world: World, ledger: Ledger, draft: Draft): Message => {
  const now = world.clock.now();
  const waits = draft.scheduledAt !== null && draft.scheduledAt > now;
  const message = ledger.add({
    ...draft,
    id: world.random.uuid(),
    direction: 'outbound',
    accountId: ledger.accountId,
    inResponseTo: null,
    action: null,
    units: countParts(draft.content),
    createdAt: now,
    updatedAt: now,
    deliveredAt: null,
    status: waits ? 'scheduled' : 'queued',
    statusCode: null,
  });
  if (waits) world.clock.at(draft.scheduledAt ?? now, () => depart(world, ledger, message));
  else depart(world, ledger, message);
  return message;
};

const depart = (world: World, ledger: Ledger, message: Message): void => {
  if (message.status === 'cancelled') return;
  const { clock, settings } = world;
  message.status = 'queued';
  const ending = endingOf(world, ledger, message);
  const start = clock.now();
  const isBlocked = ending?.code === 302;
  if (!isBlocked) {
    clock.at(start + settings.carrierAfterMs / 2, () => report(world, ledger, message, 'enroute', 101));
    clock.at(start + settings.carrierAfterMs, () => report(world, ledger, message, 'submitted', 200));
  }
  if (ending) {
    clock.at(start + settings.finalAfterMs, () => report(world, ledger, message, ending.status, ending.code));
  }
};

const report = (world: World, ledger: Ledger, message: Message, status: string, code: number): void => {
  const now = world.clock.now();
  message.status = status;
  message.statusCode = code;
  message.updatedAt = now;
  if (status === 'delivered') message.deliveredAt = now;
  if (!message.deliveryReport) return;
  const drId = world.random.uuid();
  const usual = {
    delivery_report_id: drId,
    message_id: message.id,
    status,
    error_code: String(code),
    source_number: message.destination,
    date_received: new Date(now).toISOString(),
    submitted_date: new Date(message.createdAt).toISOString(),
    original_text: message.content,
    billing_units: message.units,
    delay: 0,
    callback_url: message.callbackUrl,
    vendor_account_id: { vendor_id: ledger.vendorId, account_id: ledger.accountId },
    metadata: message.metadata,
  };
  const { error_code, ...listed } = usual;
  ledger.reports.push({ id: drId, body: listed });
  for (let time = 0; time <= Number(world.settings.duplicateReports); time += 1) {
    emit(world, ledger, message.id, {
      name: `${status.toUpperCase()}_DR`,
      usual,
      variables: {
        ...commonVariables(world, ledger, message),
        drId,
        reportId: drId,
        status,
        statusCode: String(code),
        sourceAddress: message.destination,
        billingUnits: String(message.units),
      },
    });
    callBack(world, message, `${status.toUpperCase()}_DR`, usual);
  }
};
