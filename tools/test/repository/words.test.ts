import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { APPS, folderOf } from '../../apps.ts';
import { textsIn } from '../../publish-lint/check.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const MAX_HELP_TEXT = 300;
const MAX_ERROR = 330;

/** Phrases that readers had to guess the meaning of, or that hide what to do. */
const BANNED = [
  'all the same',
  'any more',
  'anybody',
  'become of',
  'became of',
  'by itself',
  'by themselves',
  'cannot be had',
  'do without',
  'gave up',
  'give up one',
  'holds blanks',
  'in capitals or not',
  'is none',
  'leave it empty',
  'lies before',
  'make a window',
  'met an error',
  'of so many',
  'over so many',
  'own word',
  'stands in the way',
  'the next opening',
  'what counts',
];

const isBanned = (text: string): boolean => BANNED.some((phrase) => text.toLowerCase().includes(phrase));

const DEFINITIONS = APPS.map((app) => ({
  app,
  texts: textsIn(JSON.parse(readFileSync(`${folderOf(app)}/definition.json`, 'utf8')), app).filter(
    ({ where }) => !where.includes('.sample'),
  ),
}));

/** The first argument of every error in the sources, if it is a literal. Interpolations become `…`. */
const ERRORS = globSync('{apps,packages}/*/src/**/*.ts', { cwd: root }).flatMap((file) =>
  [
    ...readFileSync(root + file, 'utf8').matchAll(
      /new (?:InvalidInputError|GatewayError)\(\s*(["'`])((?:\\.|(?!\1)[^\\])*)\1/gs,
    ),
  ].map(([, , text = '']) => ({ file, sentence: text.replace(/\$\{[^{}]*\}/g, '…') })),
);

/** How a sentence that tells the user what to do begins. Sentences that are handed in cannot be checked. */
const ADVICE =
  /^(?:Add|Check|Choose|Clear|Connect|Contact|Copy|Correct|Enter|Fill|Format|Leave|Lower|Map|Or|Paste|Reconnect|Remove|Replay|Select|Send|Set|Shorten|Turn|Try|Use|Wait|Write)\b|^…|…$/;

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

test('errors are short, without banned phrases, and end with what to do', () => {
  expect(ERRORS.length).toBeGreaterThan(30);
  const wrong = ERRORS.filter(
    ({ sentence }) =>
      sentence.length > MAX_ERROR || isBanned(sentence) || !ADVICE.test(lastSentence(sentence)),
  );
  expect(wrong).toEqual([]);
});

test('sentences in the sources use no banned phrase', () => {
  const sentences = globSync('{apps,packages}/*/src/**/*.ts', { cwd: root }).flatMap((file) => {
    const code = readFileSync(root + file, 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
    return [...code.matchAll(/(["'`])((?:\\.|(?!\1)[^\\\n])*)\1/g)]
      .map(([, , text = '']) => ({ file, text }))
      .filter(({ text }) => text.split(' ').length > 4);
  });
  expect(sentences.length).toBeGreaterThan(200);
  expect(sentences.filter(({ text }) => isBanned(text))).toEqual([]);
});
