import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parse } from 'yaml';
import { APPS } from '../../apps.ts';
import { foreignDependencies, readManifests } from '../../supply/lockfile.ts';

const manifests = readManifests();
const asked = manifests.flatMap(foreignDependencies);
const versionsOf = (name: string): Set<string> =>
  new Set(asked.filter((one) => one.name === name).map(({ version }) => version));

const rule = v.object({
  patterns: v.array(v.string()),
  'exclude-patterns': v.optional(v.array(v.string()), []),
});
const rules = v.object({
  updates: v.array(
    v.looseObject({
      'package-ecosystem': v.string(),
      groups: v.optional(v.record(v.string(), rule), {}),
      ignore: v.optional(v.array(v.looseObject({ 'dependency-name': v.string() })), []),
    }),
  ),
});

const readRules = () => {
  const text = readFileSync(new URL('../../../.github/dependabot.yml', import.meta.url), 'utf8');
  const npm = v.parse(rules, parse(text)).updates.find((update) => update['package-ecosystem'] === 'npm');
  if (!npm) throw new Error('dependabot.yml has no rules for npm');
  return npm;
};

const fits = (pattern: string, name: string): boolean =>
  new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);

test.each(asked)('$name in $file has one exact version: $version', ({ name, version }) => {
  expect(version).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/);
  expect([...versionsOf(name)]).toEqual([version]);
});

test("the platform's core and CLI have one version and are updated together", () => {
  expect(versionsOf('zapier-platform-cli')).toEqual(versionsOf('zapier-platform-core'));
  const [group] = Object.values(readRules().groups).filter(({ patterns }) =>
    patterns.some((pattern) => fits(pattern, 'zapier-platform-core')),
  );
  expect(group?.patterns.some((pattern) => fits(pattern, 'zapier-platform-cli'))).toBe(true);
});

test('every dependency is in one group or ignored', () => {
  const { groups, ignore } = readRules();
  const byHand = ignore.map((one) => one['dependency-name']).filter((name) => name !== '*');
  for (const name of new Set(asked.map((one) => one.name))) {
    const homes = Object.values(groups).filter(
      (group) =>
        group.patterns.some((pattern) => fits(pattern, name)) &&
        !group['exclude-patterns'].some((pattern) => fits(pattern, name)),
    );
    expect([name, homes.length]).toEqual([name, byHand.includes(name) ? 0 : 1]);
  }
});

test.each(APPS)('%s has no runtime dependency besides the platform', (app) => {
  const manifest = manifests.find(({ file }) => file === `apps/${app}/package.json`);
  const needed = Object.keys(manifest?.dependencies ?? {});
  expect(needed).toContain('zapier-platform-core');
  expect(needed.filter((name) => name !== 'zapier-platform-core' && name !== 'lodash')).toEqual([]);
});
