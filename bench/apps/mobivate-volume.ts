import * as v from 'valibot';
import { startSandbox } from '../../sandbox/mobivate/index.ts';
import { probe } from '../probe.ts';
import type { VolumeRow } from '../volume.ts';

const PLATFORMS = ['classic', 'vortex'] as const;
const FIRST_NUMBER = 447_400_000_000;
const THOUSANDS = new Intl.NumberFormat('en-GB');

const batch = v.looseObject({
  accepted: v.number(),
  invalid: v.number(),
  not_sent: v.number(),
  unknown: v.number(),
});
const totals = v.tuple([v.looseObject({ messages: v.number(), complete: v.boolean() })]);

const recipients = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(FIRST_NUMBER + index));

const bulk = async (
  folder: string,
  platform: (typeof PLATFORMS)[number],
  count: number,
): Promise<VolumeRow> => {
  const sandbox = await startSandbox();
  try {
    const task = {
      method: 'creates.send_bulk_sms.operation.perform',
      authData: { api_key: sandbox.accounts[platform].key },
      inputData: { originator: 'Bakery', recipients: recipients(count), body: 'Your cake is ready.' },
      calls: 1,
    };
    const { first, peak, results } = await probe(folder, task, { MOBIVATE_API_URL: sandbox.url });
    const { accepted } = v.parse(batch, results);
    return {
      what: `bulk, ${THOUSANDS.format(count)} rows`,
      variant: platform,
      requests: sandbox.requests.length,
      seconds: (first / 1000).toFixed(2),
      peak: `${peak.toFixed(0)} MB`,
      outcome: `${THOUSANDS.format(accepted)} accepted, ${Math.round(accepted / sandbox.requests.length)} a request`,
    };
  } finally {
    await sandbox.close();
  }
};

const DAY_MILLISECONDS = 86_400_000;

/**
 * Mobivate Classic truncates times to seconds, so a period starts on a second to include its first message.
 */
const wholeSecond = (): number => Math.floor(Date.now() / 1_000) * 1_000;

const sums = async (
  folder: string,
  platform: (typeof PLATFORMS)[number],
  count: number,
): Promise<VolumeRow> => {
  const sandbox = await startSandbox({ now: wholeSecond() });
  try {
    const account = sandbox.accounts[platform];
    const now = sandbox.clock.now();
    const from = now - 30 * DAY_MILLISECONDS;
    sandbox.seedMessages(account, count, { from });
    const task = {
      method: 'searches.find_message_totals.operation.perform',
      authData: { api_key: account.key },
      inputData: {
        from: new Date(from).toISOString(),
        to: new Date(now).toISOString(),
      },
      calls: 1,
    };
    const { first, peak, results } = await probe(folder, task, { MOBIVATE_API_URL: sandbox.url });
    const [{ messages, complete }] = v.parse(totals, results);
    return {
      what: `totals over ${THOUSANDS.format(count)} messages`,
      variant: platform,
      requests: sandbox.requests.length,
      seconds: (first / 1000).toFixed(2),
      peak: `${peak.toFixed(0)} MB`,
      outcome: `${THOUSANDS.format(messages)} counted${complete ? '' : ', not all'}`,
    };
  } finally {
    await sandbox.close();
  }
};

/** Measures bulk sends and totals against the sandbox, each in a new process. */
export const atVolume = async (folder: string): Promise<VolumeRow[]> => {
  const rows: VolumeRow[] = [];
  for (const platform of PLATFORMS) {
    for (const count of [1_000, 10_000, 50_000]) rows.push(await bulk(folder, platform, count));
    rows.push(await sums(folder, platform, 100_000));
  }
  return rows;
};
