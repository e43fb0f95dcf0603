import type { Account } from '../../sandbox/mobivate/index.ts';
import type { AppProcess } from './app-process.ts';

/** What the app said of a message at last. `unclear`: that it may have gone out. */
export type Told = 'accepted' | 'refused' | 'unclear' | 'duplicate' | 'opted out' | 'other';

/** One message as a Zap sends it: its reference is its own. */
export interface Sending {
  readonly account: Account;
  readonly reference: string;
  readonly inputData: Record<string, unknown>;
  /** Whether a Zap replays it after a failure; only what is sent once per reference may be. */
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
 * Sends as Zapier does: a throttled step is run again, and a failed one that is sent once per reference is replayed.
 * @returns everything that was told, in order
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
    // A replay after a success is what the switch is there for.
    if (told.length > 1) break;
  }
  return told;
};
