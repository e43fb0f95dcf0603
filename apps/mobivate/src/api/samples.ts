import type { Direction } from '@messaging/gateway/records';
import { DAY_MILLISECONDS } from '@messaging/gateway/time';
import type { Mobivate } from './client.ts';
import { newestFirst } from './log.ts';
import type { Message } from './message.ts';

/** As many records as Zapier's editor shows at once. */
export const SAMPLE_SIZE = 3;

const MONTH_MILLISECONDS = 30 * DAY_MILLISECONDS;

/**
 * Messages of the last day, newest first, or where nothing suitable happened then, what a page of the last thirty days
 * holds of them: for whoever would rather see old ones than none.
 */
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

/** A few of {@link newestMessages}, to try a trigger with. */
export const sampleMessages = async (...asked: Parameters<typeof newestMessages>): Promise<Message[]> =>
  (await newestMessages(...asked)).slice(0, SAMPLE_SIZE);
