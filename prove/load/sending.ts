import type { Account } from '../../sandbox/mobivate/index.ts';
import type { AppProcess } from './app-process.ts';

/** How a send ended. `unclear` means the message may have been sent. */
export type Told = 'accepted' | 'refused' | 'unclear' | 'duplicate' | 'opted out' | 'other';

/** A message that a Zap sends, with a unique reference. */
export interface Sending {
  readonly account: Account;
  readonly reference: string;
  readonly inputData: Record<string, unknown>;
  /** Whether it uses Once per Reference, so that a failed step can be replayed. */
  readonly isOnce: boolean;
}

const SEND = 'creates.send_sms.operation.perform';
const MOST_RUNS = 8;

const isSkipped = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && 'status' in result && result.status === 'skipped';

type Ended = Awaited<ReturnType<AppProcess['run']>>;

const toldBy = ({ result, error }: Ended): Told => {
  if (!error) return isSkipped(result) ? 'duplicate' : 'accepted';
  if (error.name === 'HaltedError') return 'opted out';
  if (error.message.includes('may have gone out')) return 'unclear';
  return error.name === 'AppError' ? 'refused' : 'other';
};

/**
 * Sends as Zapier does: retries throttled steps, and replays failed ones that use Once per Reference.
 * @returns how each run ended, in order
 */
export const sendAsZapier = async (
  app: AppProcess,
  { account, inputData, isOnce }: Sending,
): Promise<Told[]> => {
  const told: Told[] = [];
  for (let runs = 0; runs < MOST_RUNS; runs += 1) {
    const ended = await app.run(SEND, { api_key: account.key }, inputData);
    if (ended.error?.name === 'ThrottledError') continue;
    const now = toldBy(ended);
    told.push(now);
    if (!isOnce || now === 'duplicate' || now === 'opted out') break;
    // One replay after a success tests Once per Reference.
    if (told.length > 1) break;
  }
  return told;
};
