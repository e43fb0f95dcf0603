import { leaksIn } from '../../tools/testing/secrets.ts';
import type { StandingClock } from '../drive.ts';
import { observe, type Subject } from '../observe.ts';
import type { Stage } from '../stage.ts';
import type { RESPONSES } from './responses.ts';
import type { Secret } from './secrets.ts';

/** One run of a method with one key and password, and one response. */
export interface SecretCase {
  readonly subject: Subject;
  readonly secret: Secret;
  readonly response: (typeof RESPONSES)[number];
}

/** Where the secrets of a run leak. Empty if they do not. */
export const leaksOf = async (
  stage: Stage,
  clock: StandingClock,
  { subject, secret: { key, password }, response }: SecretCase,
): Promise<string[]> => {
  const { fault } = response;
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
