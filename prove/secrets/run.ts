import { leaksIn } from '../../tools/testing/secrets.ts';
import type { StandingClock } from '../drive.ts';
import { observe, type Subject } from '../observe.ts';
import type { Stage } from '../stage.ts';
import type { FATES } from './fates.ts';
import type { Secret } from './secrets.ts';

/** One run of one function with one key and password that meets one fate. */
export interface SecretCase {
  readonly subject: Subject;
  readonly secret: Secret;
  readonly fate: (typeof FATES)[number];
}

/** Where the secrets of a run are to be seen though they must not; empty where nowhere. */
export const leaksOf = async (
  stage: Stage,
  clock: StandingClock,
  { subject, secret: { key, password }, fate }: SecretCase,
): Promise<string[]> => {
  const { fault } = fate;
  const { traces, requests, account } = await observe(stage, clock, subject, {
    key,
    password,
    ...(fault && { fault: (made) => ({ ...fault(made.secrets), times: 'always' }) }),
  });
  const carried = requests.map(({ path, query, body, headers }) => {
    const { authorization, ...others } = headers;
    return [path, query.api_key, body, others];
  });
  return account.secrets.flatMap((secret) => leaksIn([traces, carried], secret));
};
