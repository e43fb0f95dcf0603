import type { BatchReport, Fate, RowStatus } from '@messaging/gateway/batches';
import { loadPhoneNumbers, phoneSentence } from '@messaging/sms/phone';

/** A row of a step. */
export interface ReadyRow {
  /** The row number, from 1. */
  readonly row: number;
  /** The recipient as sent: an MSISDN, an alias, or the id of a contact group. */
  readonly recipient: string;
  /** The parts of a text message, or `null` if its final text is unknown. */
  readonly parts?: number | null;
}

/** A row with its result. The recipient of an invalid row is as the user wrote it. */
export interface EndedRow extends ReadyRow {
  readonly fate: Fate;
}

/** A row that is ready, or was rejected. */
export type Row<R extends ReadyRow> = R | EndedRow;

export const isReady = <R extends ReadyRow>(row: Row<R>): row is R => !('fate' in row);

export const invalidRow = (row: number, recipient: string, reason: string): EndedRow => ({
  row,
  recipient,
  fate: { status: 'invalid', reason },
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
export const withoutDuplicates = <R extends ReadyRow>(rows: readonly Row<R>[]): Row<R>[] => {
  const firsts = new Map<string, number>();
  return rows.map((row) => {
    const { row: number, recipient } = row;
    const first = firsts.get(recipient);
    if (!isReady(row)) return row;
    if (first === undefined) firsts.set(recipient, number);
    if (first === undefined) return row;
    const reason = `The same recipient as in row ${first}.`;
    return { row: number, recipient, fate: { status: 'duplicate', reason } };
  });
};

/** Every row with its result, in order: those that were rejected, and those of a report. */
export const endedRows = <R extends ReadyRow>(
  rows: readonly Row<R>[],
  report: BatchReport<R>,
): EndedRow[] => {
  const rejected: EndedRow[] = rows.flatMap((row) => (isReady(row) ? [] : [row]));
  const sent = report.rows.map(({ row, fate }) => ({ ...row, fate }));
  return [...rejected, ...sent].sort((one, other) => one.row - other.row);
};

/** Counts rows by their status. */
export const countRows = (rows: readonly EndedRow[]) => {
  const count = (status: RowStatus) => rows.filter(({ fate }) => fate.status === status).length;
  return {
    requested: rows.length,
    accepted: count('accepted'),
    invalid: count('invalid'),
    duplicates: count('duplicate'),
    not_sent: count('not_sent'),
    unknown: count('unknown'),
  };
};

/** The reason why a row was not accepted, or `null`. */
export const reasonOf = (fate: Fate): string | null => (fate.status === 'accepted' ? null : fate.reason);
