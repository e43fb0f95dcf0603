import packageJson from '../../../apps/mobivate/package.json' with { type: 'json' };
import { useWorld } from '../../../apps/mobivate/test/support/world.ts';
import { definitionsIn, describeApp } from '../../compatibility/description.ts';
import { breakages, readReleased, tellBreakages } from '../../compatibility/released.ts';

const world = useWorld();

test('C001, C002, C003: Zaps built on the released version go on working', async () => {
  expect(tellBreakages(breakages(readReleased('mobivate'), await describeApp(world().zapier)))).toEqual([]);
});

test('the description that is kept is of this version, or of one before it', () => {
  const numbers = (version: string) => version.split('.').map(Number);
  const [major = 0, minor = 0, patch = 0] = numbers(packageJson.version);
  for (const { definition } of definitionsIn(readReleased('mobivate'))) {
    const [keptMajor = 0, keptMinor = 0, keptPatch = 0] = numbers(definition.version);
    const distance = [major - keptMajor, minor - keptMinor, patch - keptPatch].find((step) => step !== 0);
    expect(distance ?? 0).toBeGreaterThanOrEqual(0);
  }
});
