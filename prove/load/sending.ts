import * as v from 'valibot';
import type { AppProcess } from './app-process.ts';

/** How a send ended. `unclear` means the message may have been sent. */
export type Told = 'accepted' | 'refused' | 'unclear' | 'duplicate' | 'opted out' | 'other';

const SEND = 'creates.send_sms.operation.perform';
const MOST_RUNS = 8;

const sent = v.object({ status: v.string(), skipped_reason: v.nullable(v.string()) });

type Ended = Awaited<ReturnType<AppProcess['run']>>;

const TOLD: Readonly<Record<string, Told>> = {
  accepted: 'accepted',
  unknown: 'unclear',
  'skipped: duplicate': 'duplicate',
  'skipped: unclear': 'unclear',
};

const toldBy = ({ result, error }: Ended): Told => {
  if (error?.name === 'HaltedError') return 'opted out';
  if (error) return error.name === 'AppError' ? 'refused' : 'other';
  const { status, skipped_reason } = v.parse(sent, result);
  return TOLD[skipped_reason === null ? status : `${status}: ${skipped_reason}`] ?? 'other';
};

/**
 * Sends as Zapier does: retries throttled steps. A message with Once per Reference (`isOnce`) is sent once
 * more, as a replay of the step would.
 * @returns how each run ended, in order
 */
export const sendAsZapier = async (
  app: AppProcess,
  authData: object,
  inputData: object,
  isOnce: boolean,
): Promise<Told[]> => {
  const told: Told[] = [];
  for (let runs = 0; runs < MOST_RUNS; runs += 1) {
    const ended = await app.run(SEND, authData, inputData);
    if (ended.error?.name === 'ThrottledError') continue;
    told.push(toldBy(ended));
    if (!isOnce || told.length > 1) break;
  }
  return told;
};
