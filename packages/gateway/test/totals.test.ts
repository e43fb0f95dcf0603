import type { Outcome } from '../src/records.ts';
import { TotalsCounter } from '../src/totals.ts';

interface Counted {
  readonly id: string;
  readonly status: string | null;
  readonly outcome: Outcome;
  readonly parts: number | null;
  readonly cost: number | null;
  readonly currency: string | null;
}

const message = (id: string, more: Partial<Counted> = {}): Counted => ({
  id,
  status: 'DELIVERED',
  outcome: 'delivered',
  parts: 1,
  cost: 0.1,
  currency: 'EUR',
  ...more,
});

const totalsOf = (...messages: Counted[]) => {
  const counter = new TotalsCounter();
  for (const each of messages) counter.add(each);
  return counter.totals();
};

test('adds up each message once, the most frequent status first', () => {
  const failed = { status: 'FAILED', outcome: 'failed', parts: null } as const;
  expect(totalsOf(message('1', failed), message('2'), message('3'), message('3'))).toEqual({
    messages: 3,
    delivered: 2,
    failed: 1,
    pending: 0,
    unknown: 0,
    delivery_rate: 2 / 3,
    parts: 2,
    cost: 0.3,
    currency: 'EUR',
    by_status: [
      { status: 'DELIVERED', outcome: 'delivered', messages: 2, parts: 2 },
      { status: 'FAILED', outcome: 'failed', messages: 1, parts: 0 },
    ],
  });
});

test('sorts equally frequent statuses by name', () => {
  const { by_status } = totalsOf(message('1', { status: 'B' }), message('2', { status: 'A' }));
  expect(by_status.map(({ status }) => status)).toEqual(['A', 'B']);
});

test.each([
  ['several currencies', [message('1'), message('2', { currency: 'USD' })], null],
  ['no prices', [message('1', { cost: null })], null],
  ['no messages', [], 0],
])('adds up the cost of %s to %j', (_name, messages, cost) => {
  expect(totalsOf(...messages)).toMatchObject({ cost, currency: null });
});
