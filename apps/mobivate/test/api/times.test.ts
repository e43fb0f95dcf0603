import { toClassicTime, toVortexTime } from '../../src/api/times.ts';

test('formats times for each platform', () => {
  const time = new Date('2024-02-03T04:05:06.789Z');
  expect(toClassicTime(time)).toBe('2024-02-03T04:05:06+0000');
  expect(toVortexTime(time)).toBe('2024-02-03T04:05:06Z');
});
