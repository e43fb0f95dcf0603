import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parse } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };

const { dependencies, devDependencies } = packageJson;

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
  const text = readFileSync(new URL('../../.github/dependabot.yml', import.meta.url), 'utf8');
  const npm = v.parse(rules, parse(text)).updates.find((update) => update['package-ecosystem'] === 'npm');
  if (!npm) throw new Error('there are no rules for npm');
  return npm;
};

const fits = (pattern: string, name: string): boolean =>
  new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);

test.each(Object.entries({ ...dependencies, ...devDependencies }))(
  '%s is of one exact version: %s',
  (_, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  },
);

test('core and command line of the platform are of one version, and go up together', () => {
  expect(devDependencies['zapier-platform-cli']).toBe(dependencies['zapier-platform-core']);
  const [group] = Object.values(readRules().groups).filter(({ patterns }) =>
    patterns.some((pattern) => fits(pattern, 'zapier-platform-core')),
  );
  expect(group?.patterns.some((pattern) => fits(pattern, 'zapier-platform-cli'))).toBe(true);
});

test('every dependency is in one group, or left to a person', () => {
  const { groups, ignore } = readRules();
  const byHand = ignore.map((one) => one['dependency-name']).filter((name) => name !== '*');
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    const homes = Object.values(groups).filter(
      (group) =>
        group.patterns.some((pattern) => fits(pattern, name)) &&
        !group['exclude-patterns'].some((pattern) => fits(pattern, name)),
    );
    expect([name, homes.length]).toEqual([name, byHand.includes(name) ? 0 : 1]);
  }
});

test('nothing runs at Zapier but the platform, and what it brings along', () => {
  expect(Object.keys(dependencies).sort()).toEqual(['lodash', 'zapier-platform-core']);
});
