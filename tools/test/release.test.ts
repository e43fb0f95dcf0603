import { runProgram } from '../program.ts';

const run = (...args: string[]) => runProgram(args, undefined, { ZAPIER_APP_ID: 'none' });

test.each([
  ['no tag', ['tools/release.ts'], /^Usage: npm run release -- mobivate-v1\.2\.0 /],
  ['two tags', ['tools/release.ts', 'mobivate-v1.2.0', 'mobivate-v1.2.1'], /^Usage: /],
  [
    'a tag of another version',
    ['tools/release.ts', '--check', 'mobivate-v0.0.1'],
    /^The tag is mobivate-v0\.0\.1 and the version/,
  ],
  ['a tag of no app', ['tools/release.ts', 'v1.2.0'], /^The tag v1\.2\.0 names no app: write it like/],
  [
    'no integration',
    ['tools/push.ts', 'mobivate'],
    /^Set ZAPIER_APP_ID to the number of the integration .*ZAPIER_APP_ID_MOBIVATE/,
  ],
])(
  'with %s nothing is published, and a sentence says why',
  async (_, args, sentence) => {
    expect(await run(...args)).toEqual({ ok: false, output: expect.stringMatching(sentence) });
  },
  60_000,
);
