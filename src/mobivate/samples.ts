import type { Mobivate } from './client.ts';
import { newestFirst } from './log.ts';
import type { Direction, Message } from './message.ts';

/** As many records as Zapier's editor shows at once. */
export const SAMPLE_SIZE = 3;

const MONTH_MILLISECONDS = 30 * 86_400_000;

/**
 * A few recent messages, newest first, to try a trigger with: of the last day, or where nothing suitable happened then,
 * from a page of the last thirty days.
 */
export const sampleMessages = async (
  mobivate: Mobivate,
  direction: Direction | undefined,
  isWanted: (message: Message) => boolean,
): Promise<Message[]> => {
  const recent = (await mobivate.recentMessages(direction)).filter(isWanted);
  if (recent.length > 0) return recent.slice(0, SAMPLE_SIZE);
  const now = Date.now();
  let page: readonly Message[] = [];
  await mobivate.readLog(
    { from: new Date(now - MONTH_MILLISECONDS), to: new Date(now), direction },
    (items) => {
      page = items;
      return false;
    },
  );
  return newestFirst(page.filter(isWanted)).slice(0, SAMPLE_SIZE);
};
