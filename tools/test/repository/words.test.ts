import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { APPS, folderOf } from '../../apps.ts';
import { textsIn } from '../../publish-lint/check.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const MAX_HELP_TEXT = 300;
const MAX_ERROR = 330;

/** Phrases that native readers have to guess the meaning of. */
const BANNED = [
  'a point to',
  'all the same',
  'any more',
  'anybody',
  'are told',
  'as it came',
  'as it is asked',
  'became of',
  'become of',
  'becomes of',
  'broke before an answer',
  'by itself',
  'by themselves',
  'cannot be had',
  'cannot be told',
  'costs no event',
  'did not answer in time',
  'do without',
  'for a person with curl',
  'gave up',
  'gets nothing',
  'give up one',
  'given back',
  'gives nothing',
  'go on at once',
  'has left already',
  'holds blanks',
  'how sure',
  'in capitals or not',
  'in words of our own',
  'is let through',
  'is nobody',
  'is that of',
  'is told',
  'it says:',
  'leave it empty',
  'lies before',
  'look it up in',
  'made anew',
  'make a window',
  'met an error',
  'nobody',
  'no length of time',
  'of a kind that is none',
  'of its own accord',
  'of so many',
  'on this machine knows',
  'once it has left',
  'over so many',
  'own word',
  'so many hours',
  'somebody',
  'speaks of',
  'stands in the way',
  'stands still',
  'takes such a',
  'tell apart',
  'tells apart',
  'tells of',
  'that is none',
  'the next opening',
  'to whom it',
  'told apart',
  'was asked for',
  'what counts',
  'whatever it says',
  'which is not followed',
  'whose end is',
  'without a word',
];

const PATTERN = new RegExp(`\\b(?:${BANNED.join('|')})`, 'gi');
const bannedIn = (text: string): readonly string[] => text.replace(/\s+/g, ' ').match(PATTERN) ?? [];
const isBanned = (text: string): boolean => bannedIn(text).length > 0;

const read = (file: string): string => readFileSync(root + file, 'utf8');
const tracked = (...globs: string[]): string[] =>
  execFileSync('git', ['ls-files', ...globs], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);

const DEFINITIONS = APPS.map((app) => ({
  app,
  texts: textsIn(JSON.parse(readFileSync(`${folderOf(app)}/definition.json`, 'utf8')), app).filter(
    ({ where }) => !where.includes('.sample'),
  ),
}));

const SOURCES = globSync('{apps,packages}/*/src/**/*.ts', { cwd: root });
const FAILURES = globSync('apps/*/src/api/failures.ts', { cwd: root });

const withoutComments = (code: string): string => code.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');

interface Sentence {
  readonly file: string;
  readonly text: string;
}

/** The text literals of a file. Interpolations become `…`. */
const literalsIn = (file: string): Sentence[] =>
  [...withoutComments(read(file)).matchAll(/(["'`])((?:\\.|(?!\1)[^\\\n])*)\1/g)].map(([, , text = '']) => ({
    file,
    text: text.replace(/\$\{[^{}]*\}/g, '…'),
  }));

/** The first argument of every error in the sources, if it is a literal. */
const THROWN: readonly Sentence[] = SOURCES.flatMap((file) =>
  [
    ...read(file).matchAll(/new (?:InvalidInputError|GatewayError)\(\s*(["'`])((?:\\.|(?!\1)[^\\])*)\1/gs),
  ].map(([, , text = '']) => ({ file, text: text.replace(/\$\{[^{}]*\}/g, '…') })),
);

/** The sentences of the gateways' failure tables. */
const TABLES: readonly Sentence[] = FAILURES.flatMap(literalsIn).filter(
  ({ text }) => /^[A-Z].*[.…]$/.test(text) && text.split(' ').length > 4,
);

/** How a sentence that tells the user what to do begins. Sentences that are handed in cannot be checked. */
const ADVICE =
  /^(?:Add|After|Ask|At|Check|Choose|Clear|Connect|Contact|Copy|Correct|Create|Enter|Fill|Format|If|In|Leave|Lower|Map|Or|Paste|Reconnect|Remove|Replay|Select|Send|Set|Shorten|Top|Turn|Try|Use|Wait|Write|Zapier will retry)\b|^…|…$/;

/** Sentences without advice, because there is nothing to do. */
const FINAL = /has opted out/;

const lastSentence = (text: string): string => text.split(/(?<=[.…]) (?=[A-Z…])/).at(-1) ?? '';

const isHelpText = ({ where }: { where: string }) => where.endsWith('.helpText');

test.each(DEFINITIONS)('help texts of $app are at most 300 characters long', ({ texts }) => {
  const help = texts.filter(isHelpText);
  expect(help.length).toBeGreaterThan(10);
  expect(help.filter(({ text }) => text.length > MAX_HELP_TEXT)).toEqual([]);
});

test.each(DEFINITIONS)('$app uses no banned phrase in its form', ({ texts }) => {
  expect(texts.filter(({ text }) => isBanned(text))).toEqual([]);
});

test.each([
  ['thrown errors', THROWN, 60],
  ['failure tables', TABLES, 60],
] as const)('%s are short, without banned phrases, and end with what to do', (_, sentences, least) => {
  expect(sentences.length).toBeGreaterThan(least);
  const wrong = sentences.filter(
    ({ text }) =>
      text.length > MAX_ERROR || isBanned(text) || !(ADVICE.test(lastSentence(text)) || FINAL.test(text)),
  );
  expect(wrong).toEqual([]);
});

test('sentences in the sources use no banned phrase', () => {
  const sentences = SOURCES.flatMap(literalsIn).filter(({ text }) => text.split(' ').length > 4);
  expect(sentences.length).toBeGreaterThan(400);
  expect(sentences.filter(({ text }) => isBanned(text))).toEqual([]);
});

test.each([
  ['comments of the apps and packages', tracked('apps/*/src/**/*.ts', 'packages/*/src/**/*.ts'), 150],
  ['documents', tracked('*.md').filter((file) => !file.endsWith('api-gotchas.md')), 15],
])('%s use no banned phrase', (_, files, least) => {
  expect(files.length).toBeGreaterThan(least);
  const found = files.flatMap((file) => bannedIn(read(file)).map((phrase) => `${file}: ${phrase}`));
  expect(found).toEqual([]);
});

test('names of tests use no banned phrase', () => {
  const names = tracked(
    'apps/*.test.ts',
    'packages/*.test.ts',
    'sandbox/*.test.ts',
    'tools/*.test.ts',
  ).flatMap((file) =>
    [...read(file).matchAll(/\b(?:test|describe)\b[^'"`\n]*(["'`])((?:\\.|(?!\1)[^\\\n])*)\1/g)].map(
      ([, , text = '']) => ({ file, text }),
    ),
  );
  expect(names.length).toBeGreaterThan(900);
  expect(names.filter(({ text }) => isBanned(text))).toEqual([]);
});
