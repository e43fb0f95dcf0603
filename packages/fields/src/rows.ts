import { loadPhoneNumbers, phoneSentence } from '@messaging/sms/phone';

export interface UsableRow {
  readonly row: number;
  /** The recipient as sent: an MSISDN, an alias, or the id of a contact group. */
  readonly recipient: string;
}

export interface ReadyRow extends UsableRow {
  /** `null` if the final text is unknown. */
  readonly parts: number | null;
}

/** A row that is not sent, with the reason. An invalid `recipient` is as the user wrote it. */
export interface RejectedRow {
  readonly row: number;
  readonly recipient: string;
  readonly rejected: 'invalid' | 'duplicate';
  readonly reason: string;
}

export type Row<R extends UsableRow> = R | RejectedRow;

export const isReady = <R extends UsableRow>(row: Row<R>): row is R => !('rejected' in row);

export const invalidRow = (row: number, recipient: string, reason: string): RejectedRow => ({
  row,
  recipient,
  rejected: 'invalid',
  reason,
});

export type Recipient = { readonly recipient: string; readonly problem: string | null };

/** Creates a reader for recipients. A problem is a sentence that names the field and the value. */
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

/** Rejects rows whose recipient occurs in an earlier row. */
export const withoutDuplicates = <R extends UsableRow>(rows: readonly Row<R>[]): Row<R>[] => {
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
