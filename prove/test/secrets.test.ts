import { useDrivenClock } from '../../tools/testing/clock.ts';
import { PROOFS } from '../apps/index.ts';
import { someCasesOf, subjectsOf } from '../secrets/cases.ts';
import { leaksOf } from '../secrets/run.ts';
import { discover, useStage } from './discovery.ts';

const planned = await Promise.all(
  PROOFS.map(async (proof) => ({
    proof,
    subjects: subjectsOf(proof, await discover(proof)).map((subject, index) => ({
      title: `${subject.method.path} on ${subject.variant}`,
      cases: someCasesOf(subject, index),
    })),
  })),
);

describe.each(planned)('$proof.app', ({ proof, subjects }) => {
  const clock = useDrivenClock();
  const stage = useStage(proof);

  test.each(subjects)('$title leaks no secret', async ({ cases }) => {
    for (const one of cases) {
      const leaks = await leaksOf(stage(), { tick: clock.advance }, one);
      expect({ secret: one.secret.name, response: one.response.name, leaks }).toMatchObject({ leaks: [] });
    }
  });
});
