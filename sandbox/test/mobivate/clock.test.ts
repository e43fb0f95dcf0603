import { Clock } from '../../clock.ts';

test('a driven clock runs due tasks in order, each at its own time', () => {
  const clock = new Clock('driven', 1_000);
  const seen: [string, number][] = [];
  const note = (name: string) => () => seen.push([name, clock.now()]);
  for (const [name, time] of [
    ['c', 1_300],
    ['a', 1_100],
    ['b', 1_200],
    ['b2', 1_200],
    ['d', 2_000],
  ] as const) {
    clock.at(time, note(name));
  }
  clock.at(1_150, () => clock.at(1_160, note('from within')));
  clock.advance(500);
  expect(seen).toEqual([
    ['a', 1_100],
    ['from within', 1_160],
    ['b', 1_200],
    ['b2', 1_200],
    ['c', 1_300],
  ]);
  expect(clock.now()).toBe(1_500);
  clock.advance(499);
  expect(seen).toHaveLength(5);
  clock.advance(1);
  expect(seen).toHaveLength(6);
});

test('runs a thousand unsorted tasks in order', () => {
  const clock = new Clock('driven', 0);
  const seen: number[] = [];
  for (let index = 0; index < 1_000; index++) clock.at((index * 7_919) % 1_009, () => seen.push(clock.now()));
  clock.advance(2_000);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen).toHaveLength(1_000);
});

test('a real clock runs with the machine, can be advanced, and stops', async () => {
  const clock = new Clock('real');
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(50);
  const seen: string[] = [];
  await new Promise<void>((resolve) => {
    clock.at(clock.now() + 40, () => {
      seen.push('late');
      resolve();
    });
    clock.at(clock.now() + 10, () => seen.push('early'));
  });
  expect(seen).toEqual(['early', 'late']);
  clock.at(clock.now() + 3_600_000, () => seen.push('much later'));
  clock.advance(3_600_000);
  expect(seen).toHaveLength(3);
  expect(clock.now() - Date.now()).toBeGreaterThan(3_500_000);
  clock.at(clock.now() + 20, () => seen.push('never'));
  clock.stop();
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(seen).toHaveLength(3);
});
