import { DAY_MILLISECONDS } from '@messaging/gateway/time';
import type { Mobivate } from './client.ts';
import type { Message } from './message.ts';

/** A message is scheduled or under way for days at most before something is heard of it. */
const LONGEST_WAY_MILLISECONDS = 3 * DAY_MILLISECONDS;

/** No look-up is begun later than this in a step. */
const LAST_BEGIN_MILLISECONDS = 12_000;

/** The message with that id, of which something was heard at that time (ISO 8601; now, where it is not known). */
export type LookUp = (id: string | null, heardAt: string | null) => Promise<Message | null>;

/**
 * Look-ups that may go wrong: each message is asked for once, and is `null` where there is none, where Mobivate does not
 * give it, or where the step has no time left for it.
 */
export const createLookUp = (mobivate: Pick<Mobivate, 'findMessage'>): LookUp => {
  const end = Date.now() + LAST_BEGIN_MILLISECONDS;
  const known = new Map<string, Promise<Message | null>>();
  const find = async (id: string, heardAt: string | null): Promise<Message | null> => {
    if (Date.now() > end) return null;
    const heard = heardAt === null ? Date.now() : Date.parse(heardAt);
    try {
      return await mobivate.findMessage(id, {
        from: new Date(heard - LONGEST_WAY_MILLISECONDS),
        to: new Date(heard + DAY_MILLISECONDS),
      });
    } catch {
      return null;
    }
  };
  return (id, heardAt) => {
    if (id === null) return Promise.resolve(null);
    const asked = known.get(id) ?? find(id, heardAt);
    known.set(id, asked);
    return asked;
  };
};
