import { startZapier } from '../../../sandbox/zapier/index.ts';
import { APPS, loadApp, manifestOf } from '../../apps.ts';
import { definitionsIn, describeApp } from '../../compatibility/description.ts';
import { breakages, readReleased, tellBreakages } from '../../compatibility/released.ts';

describe.each(APPS)('%s', (app) => {
  test('C001, C002, C003: Zaps built on the kept version go on working', async () => {
    const zapier = await startZapier(await loadApp(app));
    try {
      const present = await describeApp(app, zapier);
      expect(tellBreakages(breakages(app, readReleased(app), present))).toEqual([]);
    } finally {
      await zapier.close();
    }
  });

  test('the kept definition is of this version, or of an earlier one', () => {
    const numbers = (version: string) => version.split('.').map(Number);
    const [major = 0, minor = 0, patch = 0] = numbers(manifestOf(app).version);
    for (const { definition } of definitionsIn(app, readReleased(app))) {
      const [keptMajor = 0, keptMinor = 0, keptPatch = 0] = numbers(definition.version);
      const distance = [major - keptMajor, minor - keptMinor, patch - keptPatch].find((step) => step !== 0);
      expect(distance ?? 0).toBeGreaterThanOrEqual(0);
    }
  });
});
