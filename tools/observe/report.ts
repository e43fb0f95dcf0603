import type { Word } from './claim.ts';
import type { Finding, Report } from './run.ts';

const WORDS: readonly Word[] = ['refuted', 'confirmed', 'unclear', 'not tried'];

const HEADINGS: Record<Word, string> = {
  refuted: 'Refuted',
  confirmed: 'Confirmed',
  unclear: 'Unclear',
  'not tried': 'Not tried',
};

const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const consequence = ({ claim, word }: Finding): string =>
  word === 'refuted' ? `<br>**In the app:** ${escaped(claim.uses)}` : '';

const row = (finding: Finding): string =>
  `| \`${finding.claim.id}\` | ${escaped(finding.claim.says)}${consequence(finding)} | ${escaped(finding.seen)} |`;

const sectionOf = (word: Word, findings: readonly Finding[]): string[] => {
  const some = findings.filter((finding) => finding.word === word);
  if (some.length === 0) return [];
  return [
    `### ${HEADINGS[word]} (${some.length})`,
    '',
    '| claim | statement | observed |',
    '|---|---|---|',
    ...some.map(row),
    '',
  ];
};

/** The counts of a run, in one line. */
export const countsOf = (findings: readonly Pick<Finding, 'word'>[]): string =>
  ['confirmed', 'refuted', 'unclear', 'not tried']
    .map((word) => `${findings.filter((finding) => finding.word === word).length} ${word}`)
    .join(', ');

/** The table of a run, in Markdown. Refuted claims come first, with their effect on the app. */
export const tableOf = ({ findings }: Pick<Report, 'findings'>): string =>
  WORDS.flatMap((word) => sectionOf(word, findings)).join('\n');

const wrap = (text: string, width: number, indent: string): string => {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length + 1 > width) lines.push(word);
    else lines.splice(-1, 1, last === '' ? word : `${last} ${word}`);
  }
  return lines.map((line) => `${indent}${line}`).join('\n');
};

const WIDTH = 104;
const INDENT = '      ';

const plain = ({ claim, word, seen }: Finding): string => {
  const lines = [`  ${claim.id}`, wrap(claim.says, WIDTH, '    '), wrap(`seen: ${seen}`, WIDTH, INDENT)];
  if (word === 'refuted') lines.push(wrap(`in the app: ${claim.uses}`, WIDTH, INDENT));
  return lines.join('\n');
};

const brief = ({ claim, seen }: Finding): string => `  ${claim.id.padEnd(38)} ${seen}`;

/** The table of a run, for a terminal. */
export const plainTableOf = ({ findings }: Pick<Report, 'findings'>): string =>
  WORDS.toReversed()
    .flatMap((word) => {
      const some = findings.filter((finding) => finding.word === word);
      if (some.length === 0) return [];
      const isLong = word === 'refuted';
      return ['', `${HEADINGS[word].toUpperCase()} (${some.length})`, ...some.map(isLong ? plain : brief)];
    })
    .join('\n');

/** The verdicts of a run by claim id, as stored and compared every night. */
export type Verdicts = Readonly<Record<string, { readonly word: Word; readonly seen: string }>>;

export const verdictsOf = ({ findings }: Pick<Report, 'findings'>): Verdicts =>
  Object.fromEntries(findings.map(({ claim, word, seen }) => [claim.id, { word, seen }]));

/** The claims whose verdict changed. Those without an earlier verdict count as confirmed before. */
export const changedVerdicts = (
  now: Verdicts,
  before: Verdicts,
): readonly { readonly id: string; readonly was: Word; readonly is: Word; readonly seen: string }[] =>
  Object.entries(now).flatMap(([id, { word: is, seen }]) => {
    const was = before[id]?.word === 'refuted' ? 'refuted' : 'confirmed';
    return (is === 'confirmed' || is === 'refuted') && is !== was ? [{ id, was, is, seen }] : [];
  });
