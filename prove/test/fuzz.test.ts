import app from '../../apps/mobivate/src/index.ts';
import { hookProperty, lossProperties } from '../fuzz/hooks.ts';
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

const hooks = hookProperty(app);

test(hooks.name, async () => {
  await hooks.check(SEED, 600);
});

test.each(lossProperties(app))('$name', async ({ check }) => {
  await check(SEED, 100);
});
