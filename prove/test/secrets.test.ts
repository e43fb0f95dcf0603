import { useDrivenClock } from '../../tools/testing/clock.ts';
import { someCasesOf, subjectsOf } from '../secrets/cases.ts';
import { leaksOf } from '../secrets/run.ts';
import { discover, useStage } from './discovery.ts';

const subjects = subjectsOf(await discover()).map((subject, index) => ({
  title: `${subject.method.path} on ${subject.platform}`,
  cases: someCasesOf(subject, index),
}));
const clock = useDrivenClock();
const stage = useStage();

test.each(subjects)('$title shows no key and no password', async ({ cases }) => {
  for (const one of cases) {
    const leaks = await leaksOf(stage(), { tick: clock.advance }, one);
    expect({ secret: one.secret.name, fate: one.fate.name, leaks }).toMatchObject({ leaks: [] });
  }
});
