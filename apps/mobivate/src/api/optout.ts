/** A number that must not be texted, as every operation gives it. */
export interface Optout {
  id: string;
  /** MSISDN: digits with country code. */
  mobile: string;
  /** How it came about in Mobivate's words, such as `MO` (the person texted STOP) or `API`. */
  note: string | null;
  created_at: string | null;
}

/** What came of putting a number on the list. */
export interface AddedOptout extends Omit<Optout, 'id'> {
  /** `null` where Mobivate's answer does not give it. */
  id: string | null;
  /** `null` where Mobivate's answer does not tell. */
  already_opted_out: boolean | null;
}

/** Clocks differ, and some times are cut to the second: only what is older than this was surely there before. */
const SURELY_EARLIER_MILLISECONDS = 60_000;

/**
 * The answer to an addition, told apart from that for a number that was listed before: such a one keeps its note and
 * its date. Neither platform says it in so many words, and a look at the whole list would cost more than it tells.
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
