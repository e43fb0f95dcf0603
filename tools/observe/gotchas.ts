import type { Certainty, Claim } from './claim.ts';
import type { Gateway } from './gateway.ts';
import type { Observed } from './observed.ts';

const CERTAINTIES: readonly (readonly [Certainty, string])[] = [
  ['documented', "the gateway's own documents say it"],
  ['seen', 'public code that talks to the real service shows it'],
  ['contradictory', 'two sources say different things, and the app handles both'],
  ['inferred', 'it follows from something else'],
  ['unknown', 'nothing says so'],
];

const WAYS: Record<Claim['by'], string> = {
  reading: 'To see it, by reading',
  change: 'To see it, by a change that is taken back',
  send: 'To see it, by sending',
  listen: 'To see it, by listening',
  nothing: 'Nothing can see it',
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const ended = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const observedOf = ({ id }: Claim, observed: Observed): string[] =>
  Object.entries(observed).flatMap(([platform, { day, verdicts }]) => {
    const verdict = verdicts[id];
    if (verdict?.word !== 'confirmed' && verdict?.word !== 'refuted') return [];
    return [`  - **${capital(verdict.word)}** on ${day} (${platform}): ${ended(verdict.seen)}`];
  });

const entry = (claim: Claim, observed: Observed): string =>
  [
    `- ${claim.says} *${capital(claim.sure)}: ${claim.source}.*`,
    ...observedOf(claim, observed),
    `  - In the app: ${ended(claim.uses)}`,
    `  - ${WAYS[claim.by]}: ${ended(claim.how)} \`${claim.id}\``,
  ].join('\n');

/** The document of a gateway's claims, in Markdown. */
export const gotchasOf = ({ name, title, preface, chapters }: Gateway, observed: Observed): string =>
  [
    `# What ${title}'s API does in truth`,
    '',
    `<!-- Written by \`npm run claims\` from tools/observe/${name}/. Change it there. -->`,
    '',
    preface,
    '',
    'Each line says how sure it is, what in the app depends on it, and how to see it:',
    `\`npm run observe -- ${name}\` holds the lines against a real account ([first day](../../../docs/first-day.md)).`,
    '',
    ...CERTAINTIES.map(([word, meaning]) => `- *${capital(word)}*: ${meaning}.`),
    ...chapters.flatMap(({ title: heading, claims }) => [
      '',
      `## ${heading}`,
      '',
      ...claims.map((claim) => entry(claim, observed)),
    ]),
    '',
  ].join('\n');
