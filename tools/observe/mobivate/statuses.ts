import { type Claim, judge } from '../claim.ts';
import type { Look } from '../look.ts';
import { type Fields, wordsIn } from '../values.ts';

/** The statuses that the app knows, and those of messages in flight. */
const KNOWN_STATUSES: ReadonlySet<string> = new Set([
  'DELIVERED',
  'UNDELIVERABLE',
  'UNDELIVERED',
  'OPTED_OUT',
  'EXPIRED',
  'REJECTED',
  'DELETED',
  'INVALID_RECIPIENT',
  'NETWORK_NOT_COVERED',
  'SUBMIT_FAIL',
  'LIMITS_EXCEEDED',
  'NO_PRICE',
  'FAILED',
  'UNKNOWN',
  'CREATED',
  'SENT',
  'ACCEPTED',
  'ENROUTE',
  'SCHEDULED',
  'RECEIVED',
]);

const isKnown = (word: string): boolean => KNOWN_STATUSES.has(word.toUpperCase()) || /^FAILED_/i.test(word);

/** The claim that the app knows every status in the log. */
export const statusClaim = (
  platform: 'classic' | 'vortex',
  records: (look: Look) => Promise<readonly Fields[]>,
): Claim => ({
  id: `${platform}-log-statuses`,
  says: 'Every status in the log is one that the app knows.',
  source:
    'wiki, Delivery receipt notification, and an export of a production account; both lists may be incomplete',
  sure: 'seen',
  uses: 'A word that the app does not know counts as pending: the message never becomes final in a Zap.',
  by: 'reading',
  how: 'Compare the statuses of the log with the known ones.',
  check: async (look) => {
    const words = wordsIn(await records(look), 'status');
    const strange = words.filter((word) => !isKnown(word));
    return judge(
      strange.length === 0,
      strange.length === 0 ? words.join(', ') : `unknown: ${strange.join(', ')}`,
    );
  },
});
