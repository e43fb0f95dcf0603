import { toIsoTime } from '../src/time.ts';

test.each([
  ['a Classic log', '2024-02-03T04:05:06+0000', '2024-02-03T04:05:06.000Z'],
  ['a Classic log of another zone', '2024-02-03T04:05:06-0530', '2024-02-03T09:35:06.000Z'],
  ['a Classic receipt', '2024-02-03T04:05:06.789+00:00', '2024-02-03T04:05:06.789Z'],
  ['a Vortex record', ' 2024-02-03T04:05:06.789Z ', '2024-02-03T04:05:06.789Z'],
  ['a Classic opt-out', 1706933106789, '2024-02-03T04:05:06.789Z'],
  ['the epoch', 0, '1970-01-01T00:00:00.000Z'],
  ['an unreadable time', 'soon', null],
  ['an impossible number', Number.NaN, null],
  ['an empty text', '  ', null],
  ['null', null, null],
  ['nothing', undefined, null],
  ['a yes', true, null],
])('the time of %s, %j, is %j', (_, given, iso) => {
  expect(toIsoTime(given)).toBe(iso);
});
