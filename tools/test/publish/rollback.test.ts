import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../../program.ts';
import { APP_ID, type Endpoint, startEndpoint } from '../../publishing/endpoint.ts';
import { CLI } from '../../publishing/platform.ts';

// Each start of the CLI takes seconds, and more on a busy machine.
const PATIENCE = 180_000;
const GOOD = '8.0.0';
const BAD = '8.1.0';
let zapier: Endpoint;
let checkout: string;

/** Runs the platform's CLI in the checkout, logged in by the key that it finds in the environment. */
const cli = (args: readonly string[], keys?: string) =>
  runProgram(
    [CLI, ...args],
    checkout,
    { ZAPIER_DEPLOY_KEY: 'a-deploy-key', ZAPIER_ENDPOINT: zapier.url },
    keys,
  );

beforeAll(async () => {
  zapier = await startEndpoint('mobivate', 'a-deploy-key');
  zapier.production = BAD;
  for (const promoted of [GOOD, BAD]) {
    zapier.versions.set(promoted, {
      zip: Buffer.alloc(0),
      source: Buffer.alloc(0),
      state: 'promoted',
      changelog: null,
    });
  }
  checkout = mkdtempSync(join(tmpdir(), 'checkout-'));
  writeFileSync(join(checkout, 'package.json'), JSON.stringify({ name: 'checkout', version: BAD }));
  writeFileSync(join(checkout, 'CHANGELOG.md'), `# Changelog\n\n## ${BAD}\n\nNew.\n\n## ${GOOD}\n\nOld.\n`);
});

afterAll(async () => {
  rmSync(checkout, { recursive: true, force: true });
  await zapier.close();
});

test(
  'promotes nothing in a checkout that is not linked',
  async () => {
    const { ok, output } = await cli(['promote', GOOD, '--yes']);
    expect(output).toMatch(/hasn't yet been associated/);
    expect(ok).toBe(false);
    expect(zapier.production).toBe(BAD);
  },
  PATIENCE,
);

test(
  'links the checkout, promotes the version before, and moves its users back',
  async () => {
    expect(await cli(['link'], '\n')).toMatchObject({ ok: true });
    expect(JSON.parse(readFileSync(join(checkout, '.zapierapprc'), 'utf8'))).toMatchObject({ id: APP_ID });
    expect(await cli(['promote', GOOD, '--yes'])).toEqual({
      ok: true,
      output: expect.stringMatching(/Promotion successful/),
    });
    expect(zapier.production).toBe(GOOD);
    expect(await cli(['migrate', BAD, GOOD])).toMatchObject({ ok: true });
    expect(await cli(['jobs', '--format', 'json'])).toEqual({
      ok: true,
      output: expect.stringMatching(/"From": "8\.1\.0",\s+"To": "8\.0\.0"/),
    });
    expect(zapier.jobs).toEqual([
      { name: 'promote', to_version: GOOD, changelog: 'Old.' },
      { name: 'migrate', from_version: BAD, to_version: GOOD, percent_human: 100 },
    ]);
  },
  PATIENCE,
);

test(
  'tries a version on one account with --account',
  async () => {
    expect(await cli(['migrate', GOOD, BAD, '--account=owner@example.com'])).toMatchObject({ ok: true });
    expect(zapier.jobs.at(-1)).toMatchObject({ email: 'owner@example.com', email_type: 'account' });
  },
  PATIENCE,
);
