import { isSameAddress } from '../src/address.ts';

test.each([
  ['447700900123', '447700900123'],
  ['+44 7700 900123', '447700900123'],
  ['0044 (7700) 900-123', '447700900123'],
  ['07700 900123', '447700900123'],
  ['447700900123', '+447700900123'],
  ['60777', '60777'],
  ['bakery', 'Bakery'],
  [' Bakery 24 ', 'BAKERY 24'],
  ['\u200e+447700900123\u202c', '447700900123'],
])('%s matches %s', (written, address) => {
  expect(isSameAddress(written, address)).toBe(true);
});

test.each([
  ['447700900123', '447700900124'],
  ['7700900123', '447700900123'],
  ['07700', '447700907700'],
  ['60777', '447700960777'],
  ['Bakery', 'Baker'],
  ['Bakery 24', '24'],
  ['-', ''],
  ['-', '447700900123'],
  ['447700900123', null],
])('%s does not match %s', (written, address) => {
  expect(isSameAddress(written, address)).toBe(false);
});
