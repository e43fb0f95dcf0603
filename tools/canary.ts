// Compares the verdicts of a run with those that are kept, and writes the text of an issue where a claim has changed.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { gatewayNamed } from './observe/gateways.ts';
import { readObserved } from './observe/observed.ts';
import { changedVerdicts } from './observe/report.ts';

const USAGE = `Usage: npm run canary -- result.json --issue issue.md

result.json is what "npm run observe -- <gateway> --json result.json" wrote. The text of an issue is written where a
claim has another verdict than in apps/<gateway>/observed.json; a claim that was never judged counts as confirmed.`;

const resultSchema = v.object({
  gateway: v.string(),
  platform: v.string(),
  verdicts: v.record(
    v.string(),
    v.object({ word: v.picklist(['confirmed', 'refuted', 'unclear', 'not tried']), seen: v.string() }),
  ),
  table: v.string(),
});

const run = (): void => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { issue: { type: 'string' }, apps: { type: 'string' } },
  });
  const [file] = positionals;
  if (!file || !values.issue || !existsSync(file)) throw new Error(USAGE);
  const {
    gateway: name,
    platform,
    verdicts,
    table,
  } = v.parse(resultSchema, JSON.parse(readFileSync(file, 'utf8')));
  const gateway = gatewayNamed(name);
  const known = readObserved(name, values.apps)[platform]?.verdicts ?? {};
  const changes = changedVerdicts(verdicts, known);
  if (changes.length === 0) {
    console.log(`${gateway.title} (${platform}): no claim has changed.`);
    return;
  }
  const claims = new Map(
    gateway.chapters.flatMap((chapter) => chapter.claims.map((claim) => [claim.id, claim])),
  );
  const lines = changes.map(({ id, was, is, seen }) => {
    const claim = claims.get(id);
    return `- \`${id}\`: ${was}, and now **${is}**. ${claim?.says ?? ''}\n  Seen: ${seen}.${is === 'refuted' && claim ? ` In the app: ${claim.uses}` : ''}`;
  });
  const state = createHash('sha256').update(JSON.stringify(changes)).digest('hex').slice(0, 12);
  const body = [
    `The nightly check of ${gateway.title} (${platform}) differs from the recorded results.`,
    '',
    ...lines,
    '',
    'See "Nightly checks" in docs/first-day.md for what to do.',
    '',
    '<details><summary>Full table</summary>',
    '',
    table,
    '</details>',
    '',
    `<!-- canary ${state} -->`,
    '',
  ].join('\n');
  writeFileSync(values.issue, body);
  console.log(`${gateway.title} (${platform}): ${changes.map(({ id }) => id).join(', ')}`);
};

try {
  run();
} catch (error) {
  console.error(error instanceof Error ? error.message : 'Something unexpected happened.');
  process.exitCode = 1;
}
