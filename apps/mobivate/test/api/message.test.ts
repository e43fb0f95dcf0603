import { readStatus } from '../../src/api/message.ts';

const FAILED = [
  'UNDELIVERABLE',
  'UNDELIVERED',
  'OPTED_OUT',
  'EXPIRED',
  'FAILED',
  'REJECTED',
  'DELETED',
  'FAILED_ROUTE_INVALID',
  'INVALID_RECIPIENT',
  'NETWORK_NOT_COVERED',
  'SUBMIT_FAIL',
  'LIMITS_EXCEEDED',
  'NO_PRICE',
  'FAILED_CARRIER',
];

const PENDING = ['CREATED', 'ACCEPTED', 'SCHEDULED', 'SENT', 'ENROUTE', 'UNHEARD_OF', 'FAILEDX'];

test.each([
  ...FAILED.map((status) => ({ status, outcome: 'failed', is_final: true })),
  ...PENDING.map((status) => ({ status, outcome: 'pending', is_final: false })),
  { status: 'DELIVERED', outcome: 'delivered', is_final: true },
  { status: 'UNKNOWN', outcome: 'unknown', is_final: true },
])('$status is $outcome, however it is written', (read) => {
  expect(readStatus(read.status)).toEqual(read);
  expect(readStatus(` ${read.status.toLowerCase()}\n`)).toEqual(read);
});

test.each([null, '', '  '])('reads a missing status such as %j as pending', (word) => {
  expect(readStatus(word)).toEqual({ status: null, outcome: 'pending', is_final: false });
});
