import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { GATEWAYS } from '../observe/gateways.ts';
import { keepObserved, readObserved } from '../observe/observed.ts';
import { runProgram } from '../program.ts';

vi.setConfig({ testTimeout: 30_000 });

const script = fileURLToPath(new URL('../canary.ts', import.meta.url));

const verdict = (word: 'confirmed' | 'refuted' | 'unclear' | 'not tried', seen = '200 a list of 3') => ({
  word,
  seen,
});

/** Compares a night's verdicts with those that were kept; gives what it says and the issue, if any. */
const night = async (verdicts: Record<string, ReturnType<typeof verdict>>, kept?: typeof verdicts) => {
  const folder = mkdtempSync(`${tmpdir()}/canary-`);
  if (kept) keepObserved('mobivate', 'classic', kept, { folder, day: '2026-12-01' });
  const result = `${folder}/result.json`;
  writeFileSync(
    result,
    JSON.stringify({ gateway: 'mobivate', platform: 'classic', verdicts, table: '| the table |' }),
  );
  const outcome = await runProgram([script, result, '--issue', `${folder}/issue.md`, '--apps', folder]);
  const issue = existsSync(`${folder}/issue.md`) ? readFileSync(`${folder}/issue.md`, 'utf8') : null;
  return { ...outcome, issue };
};

const ARRAY = 'classic-log-array';

test.each([
  ['nothing is kept, and all is confirmed', { [ARRAY]: verdict('confirmed') }, undefined],
  ['a night is unclear', { [ARRAY]: verdict('unclear') }, { [ARRAY]: verdict('refuted') }],
  [
    'what is refuted was so before',
    { [ARRAY]: verdict('refuted') },
    { [ARRAY]: verdict('refuted', 'something else') },
  ],
] as const)('no issue where %s', async (_, verdicts, kept) => {
  expect(await night(verdicts, kept)).toEqual({
    ok: true,
    output: 'Mobivate (classic): no claim has changed.\n',
    issue: null,
  });
});

test('an issue with the table where a claim is refuted that was confirmed, and what it means in the app', async () => {
  const { ok, issue } = await night(
    { [ARRAY]: verdict('refuted', '200 {records, total}') },
    { [ARRAY]: verdict('confirmed') },
  );
  expect(ok).toBe(true);
  expect(issue).toContain(
    '`classic-log-array`: confirmed, and now **refuted**. `GET /message` responds with a bare array',
  );
  expect(issue).toContain('Seen: 200 {records, total}. In the app: Every trigger, search and look-up');
  expect(issue).toContain('| the table |');
  expect(issue).toMatch(/<!-- canary [0-9a-f]{12} -->\n$/);
});

test('an issue where a claim is confirmed that was refuted', async () => {
  const { issue } = await night({ [ARRAY]: verdict('confirmed') }, { [ARRAY]: verdict('refuted') });
  expect(issue).toContain('refuted, and now **confirmed**');
});

test('a run that could not judge a claim keeps what was known of it', () => {
  const folder = mkdtempSync(`${tmpdir()}/canary-`);
  keepObserved(
    'mobivate',
    'classic',
    { a: verdict('refuted'), b: verdict('unclear') },
    { folder, day: '2026-12-01' },
  );
  keepObserved(
    'mobivate',
    'classic',
    { a: verdict('unclear'), b: verdict('confirmed') },
    { folder, day: '2026-12-02' },
  );
  expect(readObserved('mobivate', folder)).toEqual({
    classic: { day: '2026-12-02', verdicts: { a: verdict('refuted'), b: verdict('confirmed') } },
  });
});

test('reports an invalid result file in one sentence', async () => {
  expect(await runProgram([script])).toMatchObject({
    ok: false,
    output: expect.stringMatching(/^Usage: npm run canary/),
  });
});

describe('the workflow', () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const text = readFileSync(`${root}.github/workflows/canary.yml`, 'utf8');
  const { jobs, on } = parse(text);
  const { matrix } = jobs.observe.strategy;

  test('runs every night for each gateway that can be observed, and only reads', () => {
    expect(on.schedule).toHaveLength(1);
    expect(new Set(matrix.include.map(({ gateway }: { gateway: string }) => gateway))).toEqual(
      new Set(GATEWAYS.map(({ name }) => name)),
    );
    expect(text).not.toMatch(/--(change|send|listen|record)/);
  });

  test('names no secret that the guide does not name', () => {
    const guide = readFileSync(`${root}docs/first-day.md`, 'utf8');
    const names = [...text.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name);
    expect(names).toContain('MOBIVATE_VORTEX_API_KEY');
    expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });
});
