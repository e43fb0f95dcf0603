import { useDrivenClock } from '../../../tools/testing/clock.ts';
import { startBudget } from '../src/budget.ts';

const clock = useDrivenClock();

test('starts at 25 seconds and stops at 0', async () => {
  const budget = startBudget();
  expect(budget.remaining()).toBe(25_000);
  await clock.advance(24_999);
  expect(budget.remaining()).toBe(1);
  await clock.advance(60_000);
  expect(budget.remaining()).toBe(0);
});

test.each([
  ['for the requested time', 400, 400],
  ['until the budget runs out', 5_000, 1_000],
])('pauses %s', async (_, wanted, lasts) => {
  const budget = startBudget(1_000);
  let over = false;
  const pause = budget.pause(wanted).then(() => {
    over = true;
  });
  await clock.advance(lasts - 1);
  expect(over).toBe(false);
  await clock.advance(1);
  await pause;
  expect(budget.remaining()).toBe(1_000 - lasts);
});
