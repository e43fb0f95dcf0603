import type { Certainty, Claim } from './claim.ts';
import type { Gateway } from './gateway.ts';
import type { Observed } from './observed.ts';

const CERTAINTIES: readonly (readonly [Certainty, string])[] = [
  ['documented', "the gateway's documentation states it"],
  ['seen', 'public code that uses the real service shows it'],
  ['contradictory', 'two sources differ, and the app handles both'],
  ['inferred', 'it follows from something else'],
  ['unknown', 'no source mentions it'],
];

const WAYS: Record<Claim['by'], string> = {
  reading: 'Check by reading',
  change: 'Check by a change that is undone',
  send: 'Check by sending',
  listen: 'Check by listening',
  nothing: 'Not checked',
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

/** Generates the document of a gateway's claims, in Markdown. */
export const gotchasOf = ({ name, title, preface, chapters }: Gateway, observed: Observed): string =>
  [
    `# ${title} API gotchas`,
    '',
    `<!-- Written by \`npm run claims\` from tools/observe/${name}/. Change it there. -->`,
    '',
    preface,
    '',
    'Each claim states its confidence, its use in the app, and how to check it.',
    `\`npm run observe -- ${name}\` checks the claims against a real account ([first day](../../../docs/first-day.md)).`,
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
