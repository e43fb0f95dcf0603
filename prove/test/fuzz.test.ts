import { loadApp } from '../../tools/apps.ts';
import { PROOFS } from '../apps/index.ts';
import { hookProperty } from '../fuzz/hooks.ts';
import { textProperties } from '../fuzz/texts.ts';

vi.setConfig({ testTimeout: 60_000 });

const SEED = 20_261_121;

beforeEach(() => {
  vi.spyOn(console, 'log').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
});

test.each(textProperties)('$name', async ({ check }) => {
  await check(SEED, 300);
});

const apps = await Promise.all(PROOFS.map(async (proof) => ({ proof, app: await loadApp(proof.app) })));

describe.each(apps)('$proof.app', ({ proof, app }) => {
  const hooks = hookProperty(app, proof.authData);

  test(hooks.name, async () => {
    await hooks.check(SEED, 600);
  });

  for (const { name, check } of proof.properties?.(app) ?? []) {
    test(name, async () => {
      await check(SEED, 100);
    });
  }
});
