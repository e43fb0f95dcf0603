import type { Verdict } from './cell.ts';
import { FAULTS } from './faults.ts';

const LETTERS: Record<string, string> = {
  result: 'r',
  AppError: 'E',
  ExpiredAuthError: 'X',
  ThrottledError: 'T',
  HaltedError: 'H',
};

export const LEGEND =
  'r result · E error with a sentence · X connection expired · T run again by Zapier · H soft stop; the number is that of requests; ! wrong';

const cellOf = (verdict: Verdict | undefined): string => {
  if (!verdict) return '';
  const { end, requests, problems } = verdict;
  return `${problems.length > 0 ? '!' : ''}${LETTERS[end] ?? '?'}${requests}`;
};

/** A line of the table: its title and the results of its cells. */
export interface TableLine {
  readonly title: string;
  readonly verdicts: readonly Verdict[];
}

/** Formats the matrix as a Markdown table with one line per method and variant, and one column per fault. */
export const tableOf = (lines: readonly TableLine[]): string[] => [
  `| | ${FAULTS.map(({ name }) => name).join(' | ')} |`,
  `|---|${FAULTS.map(() => '---').join('|')}|`,
  ...lines.map(({ title, verdicts }) => {
    const cells = FAULTS.map(({ name }) => cellOf(verdicts.find(({ cell }) => cell.fault.name === name)));
    return `| ${title} | ${cells.join(' | ')} |`;
  }),
];
