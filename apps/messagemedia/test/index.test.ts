import zapier from 'zapier-platform-core';
import packageJson from '../package.json' with { type: 'json' };
import app from '../src/index.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

test('the app carries the version of the package and of the platform core it was built on', () => {
  expect(app.version).toBe(packageJson.version);
  expect(app.platformVersion).toBe(packageJson.dependencies['zapier-platform-core']);
  expect(app.platformVersion).toBe(zapier.version);
});

test('the platform finds nothing wrong with the definition', async () => {
  expect(await world().zapier.ask('validate')).toEqual([]);
});

test('every operation is registered under its own key', () => {
  for (const group of ['triggers', 'creates', 'searches'] as const) {
    for (const [key, operation] of Object.entries(app[group] ?? {})) expect(operation.key).toBe(key);
  }
});
