import zapier from 'zapier-platform-core';
import packageJson from '../package.json' with { type: 'json' };
import app from '../src/index.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

test('exports the versions of the package and the platform core', () => {
  expect(app.version).toBe(packageJson.version);
  expect(app.platformVersion).toBe(packageJson.dependencies['zapier-platform-core']);
  expect(app.platformVersion).toBe(zapier.version);
});

test("passes the platform's validation", async () => {
  expect(await world().zapier.ask('validate')).toEqual([]);
});

test('registers every operation under its key', () => {
  for (const group of ['triggers', 'creates', 'searches'] as const) {
    for (const [key, operation] of Object.entries(app[group] ?? {})) expect(operation.key).toBe(key);
  }
});
