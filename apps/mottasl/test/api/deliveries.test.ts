import { eventOf, postedIn, readDelivery, tokensIn } from '../../src/api/deliveries.ts';

const EVENT = { webhook_event_type: 'billing_alert', balance: 3 };

test.each([
  ['a record', EVENT, [EVENT]],
  ['a list', [EVENT, 7, EVENT], [EVENT, EVENT]],
  ['JSON text', JSON.stringify(EVENT), [EVENT]],
  ['data around the record', { a: 1, data: { b: 2 } }, [{ a: 1, b: 2 }]],
  ['a payload around it', { a: 1, payload: { a: 2 } }, [{ a: 2 }]],
  [
    'several records in data',
    { a: 1, data: [{ b: 1 }, 'x', { b: 2 }] },
    [
      { a: 1, b: 1 },
      { a: 1, b: 2 },
    ],
  ],
  ['wrappers in a wrapper', { payload: { data: { b: 2 } } }, [{ b: 2 }]],
  ['more wrappers than are opened', { data: { data: { data: { data: {} } } } }, [{ data: {} }]],
  ['data that is no record', { a: 1, data: ['x'] }, [{ a: 1, data: ['x'] }]],
  ['no JSON', 'hello', []],
  ['nothing', undefined, []],
])('finds the events in %s', (_name, body, fields) => {
  expect(postedIn({ parsed: body, raw: undefined }).map((posted) => posted.fields)).toEqual(fields);
});

test('reads the raw body if the parsed one is empty', () => {
  expect(postedIn({ parsed: {}, raw: '' })).toHaveLength(1);
  expect(postedIn({ parsed: '', raw: JSON.stringify(EVENT) })).toEqual([{ fields: EVENT, raw: EVENT }]);
});

test('removes the webhook token from the event', () => {
  const body = {
    ...EVENT,
    securetoken: 'hush',
    data: [{ SecureToken: 'hush', x: 1 }],
    webhook: { secure_token: 'hush' },
  };
  expect(JSON.stringify(postedIn({ parsed: body, raw: null }))).not.toContain('hush');
});

test.each([
  [{ webhook_event_type: 'new_contact' }, 'new_contact'],
  [{ event_type: 'new_contact' }, 'new_contact'],
  [{ event: 'new_contact' }, 'new_contact'],
  [{ event: 'of another kind' }, null],
  [{}, null],
])('reads the event of %j as %j', (fields, event) => {
  expect(eventOf(fields)).toBe(event);
});

test('reads the records of one event, and counts unreadable ones', () => {
  const parsed = [{ n: 1 }, { n: 2 }, { n: 3 }, { event: 'new_contact' }];
  const read = ({ fields: { n } }: { fields: Record<string, unknown> }) =>
    n === 2 ? null : n === 3 ? undefined : n;
  expect(readDelivery({ parsed, raw: null }, 'for_rules', read)).toEqual({ events: [1], unread: 1 });
  expect(readDelivery({ parsed: 'x', raw: 'y' }, 'for_rules', read)).toEqual({ events: [], unread: 1 });
});

test('finds tokens in headers, query, and body, in any spelling', () => {
  const body = { parsed: [{ securetoken: 'e', inner: { 'secure-token': 'f' } }], raw: '{"securetoken":"g"}' };
  const headers = { 'Http-Securetoken': 'a', 'X-SecureToken': 'b', Authorization: 'z' };
  expect(tokensIn({ headers, query: 'zap=1&securetoken=c', body })).toEqual(['a', 'b', 'c', 'e', 'g', 'f']);
  expect(
    tokensIn({ headers: null, query: { SECURETOKEN: 7 }, body: { parsed: 'x', raw: undefined } }),
  ).toEqual(['7']);
});
