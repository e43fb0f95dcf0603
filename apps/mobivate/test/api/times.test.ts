import { toClassicTime, toVortexTime } from '../../src/api/times.ts';

test('times are written as each platform wants them', () => {
  const time = new Date('2024-02-03T04:05:06.789Z');
  expect(toClassicTime(time)).toBe('2024-02-03T04:05:06+0000');
  expect(toVortexTime(time)).toBe('2024-02-03T04:05:06Z');
});
