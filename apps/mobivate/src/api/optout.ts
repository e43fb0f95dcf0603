import { GatewayError } from '@messaging/errors/gateway-error';
import { findRecord } from '@messaging/gateway/find';
import type { Pages } from '@messaging/gateway/paging';
import { orNothing } from '@messaging/gateway/unclear-send';

export interface Optout {
  id: string;
  mobile: string;
  /** Mobivate's reason, such as `MO` (the person texted STOP) or `API`. */
  note: string | null;
  created_at: string | null;
}

export interface AddedOptout extends Omit<Optout, 'id'> {
  /** `null` if Mobivate's response does not include it. */
  id: string | null;
  already_opted_out: boolean | null;
}

/** An entry older than this was on the list before, allowing for clock differences. */
const SURELY_EARLIER_MILLISECONDS = 60_000;

/**
 * Reads the response to an addition. A number that was already on the list keeps its note and date, which is the only sign
 * of it, short of reading the whole list.
 */
export const toAdded = ({
  id,
  mobile,
  note,
  created_at,
}: Omit<AddedOptout, 'already_opted_out'>): AddedOptout => {
  const isNewNote = note === null || note.toUpperCase() === 'API';
  const isOld =
    created_at === null ? null : Date.parse(created_at) < Date.now() - SURELY_EARLIER_MILLISECONDS;
  return { id, mobile, note, created_at, already_opted_out: isNewNote ? isOld : true };
};

/** Adds a number. If the outcome is unclear, looks for it in the list before failing. */
export const orListed = async (
  add: () => Promise<AddedOptout>,
  find: () => Promise<Optout | null>,
): Promise<AddedOptout> => {
  try {
    return await add();
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== 'unknown') throw error;
    const listed = await orNothing(find);
    if (listed) return toAdded(listed);
    throw error;
  }
};

/** Finds a number in pages of the list, or `null`. Leaves `leave` milliseconds of the step. */
export const findInOptouts = (
  pages: Pages<Optout>,
  mobile: string,
  remaining: () => number,
  leave: number,
): Promise<Optout | null> =>
  findRecord(
    'opt-out list',
    pages,
    (optout) => optout.mobile === mobile,
    () => Math.max(0, remaining() - leave),
  );
