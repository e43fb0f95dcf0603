import { runProgram } from '../../scripts/program.ts';

const run = (...args: string[]) => runProgram(args, undefined, { ZAPIER_APP_ID: 'none' });

test.each([
  ['no tag', ['scripts/release.ts'], /^Usage: npm run release -- v1\.2\.0 /],
  ['two tags', ['scripts/release.ts', 'v1.2.0', 'v1.2.1'], /^Usage: /],
  [
    'a tag of another version',
    ['scripts/release.ts', '--check', 'v0.0.1'],
    /^The tag is v0\.0\.1 and the version/,
  ],
  ['no integration', ['scripts/push.ts'], /^Set ZAPIER_APP_ID to the number of the integration, or run/],
])('with %s nothing is published, and a sentence says why', async (_, args, sentence) => {
  expect(await run(...args)).toEqual({ ok: false, output: expect.stringMatching(sentence) });
});
