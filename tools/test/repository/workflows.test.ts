import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { parse } from 'yaml';
import packageJson from '../../../package.json' with { type: 'json' };
import { APPS } from '../../apps.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = `${root}.github/workflows/`;

const env = v.optional(v.record(v.string(), v.string()), {});
const step = v.object({
  name: v.optional(v.string()),
  uses: v.optional(v.string()),
  run: v.optional(v.string()),
  with: v.optional(v.record(v.string(), v.unknown()), {}),
  env,
});
const job = v.looseObject({
  if: v.optional(v.string()),
  strategy: v.optional(
    v.object({
      'fail-fast': v.boolean(),
      matrix: v.object({ include: v.array(v.record(v.string(), v.string())) }),
    }),
  ),
  environment: v.optional(v.string()),
  'timeout-minutes': v.number(),
  permissions: v.record(v.string(), v.string()),
  env,
  steps: v.array(step),
});
const workflow = v.looseObject({
  name: v.string(),
  permissions: v.strictObject({}),
  env,
  jobs: v.record(v.string(), job),
});

const workflows = readdirSync(folder).map((file) => {
  const text = readFileSync(folder + file, 'utf8');
  return { file, text, ...v.parse(workflow, parse(text)) };
});

const jobs = workflows.flatMap(({ file, jobs: all }) =>
  Object.entries(all).map(([name, given]) => ({ ...given, where: `${file}, ${name}` })),
);

test.each(workflows)('$file pins every action to a commit', ({ text }) => {
  const used = text.match(/uses: .*/g) ?? [];
  expect(used.length).toBeGreaterThan(0);
  for (const line of used) expect(line).toMatch(/^uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test.each(jobs)('$where can only read the repository', ({ permissions, environment }) => {
  expect(permissions).toEqual({ contents: 'read', ...(environment === 'canary' && { issues: 'write' }) });
});

test.each(jobs)('$where does not persist the checkout token', ({ steps }) => {
  const checkout = steps.filter(({ uses = '' }) => uses.startsWith('actions/checkout@'));
  expect(checkout.map((one) => one.with['persist-credentials'])).toEqual([false]);
});

const holdsSecret = (values: object) => JSON.stringify(values).includes('secrets.');

/** What may run with the secrets of an environment. */
const TRUSTED: Readonly<Record<string, RegExp>> = {
  zapier: /^npm run (push|release) -- /,
  canary: /^if \[ -z "[$\w]+" \]; then exit 0; fi\nnpm run observe -- "\$GATEWAY" --json result\.json\n$/,
};

test.each(jobs)(
  '$where passes secrets only to the step that publishes or observes',
  ({ steps, env: shared, environment }) => {
    expect(holdsSecret(shared)).toBe(false);
    const trusted = steps.filter(holdsSecret);
    for (const { run = '', env: given } of trusted) {
      expect(run).toMatch(TRUSTED[environment ?? ''] ?? /^no secrets here$/);
      const deploys = environment === 'zapier' ? `\${{ secrets.ZAPIER_DEPLOY_KEY }}` : undefined;
      expect(given.ZAPIER_DEPLOY_KEY).toBe(deploys);
    }
    expect(trusted.length).toBeLessThanOrEqual(1);
  },
);

test('every app has a preview, whose number is a repository variable', () => {
  const preview = jobs.find(({ where }) => where === 'ci.yml, preview');
  const wanted = APPS.map((app) => ({ app, id: `\${{ vars.ZAPIER_APP_ID_${app.toUpperCase()} }}` }));
  expect(preview?.strategy?.matrix.include).toEqual(expect.arrayContaining(wanted));
});

test('jobs that run the tests fetch the tags, which say what was released', () => {
  const testing = jobs.filter(({ steps }) => steps.some(({ run }) => run === 'npm test'));
  expect(testing.map(({ where }) => where)).toEqual(['ci.yml, test', 'release.yml, release']);
  for (const { steps } of testing) {
    const checkout = steps.find(({ uses = '' }) => uses.startsWith('actions/checkout@'));
    expect(checkout?.with).toMatchObject({ 'fetch-depth': 0 });
  }
});

test.each(jobs)('$where inserts no untrusted values into commands', ({ steps }) => {
  for (const { run = '' } of steps) expect(run).not.toMatch(/\$\{\{|--debug|set -x/);
});

test('every npm script that a workflow runs exists', () => {
  const named = workflows.flatMap(({ text }) =>
    [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name),
  );
  expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(named));
});

test('a release is checked, then tested, then published', () => {
  const release = jobs.find(({ where }) => where === 'release.yml, release');
  const order = ['merge-base --is-ancestor', 'release -- --check', 'npm test', 'release -- "$TAG"'];
  const commands = release?.steps.map(({ run = '' }) => run) ?? [];
  const places = order.map((command) => commands.findIndex((run) => run.includes(command)));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(places).not.toContain(-1);
});

test('workflows, dependencies, and Zapier use the same major version of Node', () => {
  const major = readFileSync(`${root}.nvmrc`, 'utf8').trim();
  expect(major).toBe('22');
  expect(packageJson.devDependencies.node).toMatch(new RegExp(`^${major}\\.`));
  for (const { steps } of jobs) {
    const node = steps.find(({ uses = '' }) => uses.startsWith('actions/setup-node@'));
    expect(node?.with).toEqual({ 'node-version-file': '.nvmrc' });
  }
});
