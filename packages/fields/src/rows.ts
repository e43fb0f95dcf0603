import { loadPhoneNumbers, phoneSentence } from '@messaging/sms/phone';

/** A row that can be sent. */
export interface ReadyRow {
  /** Its place among all rows, from 1. */
  readonly row: number;
  /** As it travels: an MSISDN, an alias, or the id of a contact group. */
  readonly recipient: string;
  /** `null` where the length of the text is not known here. */
  readonly parts: number | null;
}

/** A row that is not sent, with the reason; `recipient` as it was written where it could not be read. */
export interface RejectedRow {
  readonly row: number;
  readonly recipient: string;
  readonly rejected: 'invalid' | 'duplicate';
  readonly reason: string;
}

export type Row<R extends ReadyRow> = R | RejectedRow;

export const isReady = <R extends ReadyRow>(row: Row<R>): row is R => !('rejected' in row);

export const invalidRow = (row: number, recipient: string, reason: string): RejectedRow => ({
  row,
  recipient,
  rejected: 'invalid',
  reason,
});

/** The recipient of a row, or why it is none. */
export type Recipient = { readonly recipient: string; readonly problem: string | null };

/** Reads the numbers of one connection; a problem is a sentence that names the field and the value. */
export const loadRecipientReader = async (
  label: string,
  defaultCountry: string | null,
): Promise<(written: string) => Recipient> => {
  const phones = await loadPhoneNumbers();
  return (written) => {
    const { msisdn, problem } = phones.read(written, defaultCountry);
    return problem === null
      ? { recipient: msisdn, problem }
      : { recipient: written, problem: phoneSentence(label, written, problem) };
  };
};

/** The rows with every recipient only once: of several, the first stays. */
export const withoutDuplicates = <R extends ReadyRow>(rows: readonly Row<R>[]): Row<R>[] => {
  const firsts = new Map<string, number>();
  return rows.map((row) => {
    const { row: number, recipient } = row;
    const first = firsts.get(recipient);
    if (!isReady(row)) return row;
    if (first === undefined) firsts.set(recipient, number);
    return first === undefined
      ? row
      : { row: number, recipient, rejected: 'duplicate', reason: `The same recipient as in row ${first}.` };
  });
};
