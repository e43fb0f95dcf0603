import { newestFirst } from '@messaging/gateway/log';
import type { Direction } from '@messaging/gateway/records';
import { DAY_MILLISECONDS } from '@messaging/gateway/time';
import type { Mobivate } from './client.ts';
import type { Message } from './message.ts';

/** How long before an event its message may have been created. */
const LONGEST_WAY_MILLISECONDS = 3 * DAY_MILLISECONDS;

/** The latest time in a step to start a look-up. */
const LAST_BEGIN_MILLISECONDS = 12_000;

/** Finds a message by ID near a time (ISO 8601, defaults to now), or else the newest with that reference. */
export type LookUp = (
  id: string | null,
  heardAt: string | null,
  reference?: string | null,
) => Promise<Message | null>;

/**
 * Creates a look-up that never fails. It requests each message once, and returns `null` if there is none, Mobivate does not
 * respond, or there is no time left. If the id is not found, it looks by reference, because the id of a Classic send may
 * differ from the one in the log.
 */
export const createLookUp = (mobivate: Pick<Mobivate, 'findMessage' | 'findMessages'>): LookUp => {
  const end = Date.now() + LAST_BEGIN_MILLISECONDS;
  const known = new Map<string, Promise<Message | null>>();
  const find = async (id: string, heardAt: string | null, reference: string | null) => {
    if (Date.now() > end) return null;
    const heard = heardAt === null ? Date.now() : Date.parse(heardAt);
    const window = {
      from: new Date(heard - LONGEST_WAY_MILLISECONDS),
      to: new Date(heard + DAY_MILLISECONDS),
    };
    try {
      const message = await mobivate.findMessage(id, window);
      if (message || reference === null) return message;
      const [newest] = await mobivate.findMessages(window, (found) => found.reference === reference, 1);
      return newest ?? null;
    } catch {
      return null;
    }
  };
  return (id, heardAt, reference = null) => {
    if (id === null) return Promise.resolve(null);
    const asked = known.get(id) ?? find(id, heardAt, reference);
    known.set(id, asked);
    return asked;
  };
};

export const SAMPLE_SIZE = 3;

const MONTH_MILLISECONDS = 30 * DAY_MILLISECONDS;

/** Reads matching messages of the last day, newest first. If there are none, reads a page of the last 30 days. */
export const newestMessages = async (
  mobivate: Mobivate,
  direction: Direction | undefined,
  isWanted: (message: Message) => boolean,
): Promise<Message[]> => {
  const recent = (await mobivate.recentMessages(direction)).found.filter(isWanted);
  if (recent.length > 0) return recent;
  const now = Date.now();
  let page: readonly Message[] = [];
  await mobivate.readLog(
    { from: new Date(now - MONTH_MILLISECONDS), to: new Date(now), direction },
    (items) => {
      page = items;
      return false;
    },
  );
  return newestFirst(page.filter(isWanted));
};

export const sampleMessages = async (...asked: Parameters<typeof newestMessages>): Promise<Message[]> =>
  (await newestMessages(...asked)).slice(0, SAMPLE_SIZE);
