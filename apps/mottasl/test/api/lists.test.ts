import { idIn, readListing, recordIn } from '../../src/api/lists.ts';

const A = { id: 1 };
const B = { id: 2 };

test.each([
  ['a bare list', [A, B]],
  ['data', { success: true, data: [A, B] }],
  ['data in data', { data: { data: [A, B] } }],
  ['results', { results: [A, B] }],
  ['a response', { response: { data: [A, B] } }],
  ['the plural', { agents: [A, B] }],
  ['the plural in data', { data: { agents: [A, B], total: 2 } }],
  [
    'the only list, under any name',
    { ok: true, webhook_list: [A, B], errors: [{ message: 'x' }], codes: [7] },
  ],
  ['other things between', { data: [A, 'x', null, B] }],
])('reads a list: %s', (_name, answer) => {
  expect(readListing(answer, 'agents')).toMatchObject({ records: [A, B] });
});

test.each([[{ data: null }], [{ data: [] }]])('reads %j as an empty list', (answer) => {
  expect(readListing(answer, 'agents')).toEqual({ records: [], isPartial: false });
});

test.each([
  [{}],
  ['text'],
  [null],
  [{ data: { data: { data: { data: [] } } } }],
  [{ others: [A], more: [B] }],
  [{ codes: [7] }],
  [{ errors: [A] }],
])('reads no list in %j', (answer) => {
  expect(readListing(answer, 'agents')).toBeNull();
});

test.each([
  [{ data: [A], total: 2 }, true],
  [{ data: [A], total: 1 }, false],
  [{ data: { data: [A], current_page: 1, last_page: 3 } }, true],
  [{ data: { data: [A], current_page: 3, last_page: 3 } }, false],
  [{ data: [A], meta: { total_pages: 2, page: 1 } }, true],
  [{ data: [A], meta: { total_pages: 2 } }, true],
  [{ data: [A], pagination: { next: 'https://example.org' } }, true],
  [{ data: [A], has_more: false }, false],
  [[A], false],
])('detects whether %j is the whole list', (answer, isPartial) => {
  expect(readListing(answer, 'agents')?.isPartial).toBe(isPartial);
});

test.each([
  [{ data: { id: 'm' } }, 'm'],
  [{ data: { message_id: 7 } }, '7'],
  [{ data: [{ id: 'm' }] }, 'm'],
  [[{ id: 'm' }], 'm'],
  [{ id: 'm' }, 'm'],
  [{ message_id: 'm' }, 'm'],
  [{ messages: [{ id: 'm' }] }, 'm'],
  [{ data: { messages: [{ id: 'm' }] } }, 'm'],
  [{ data: { message: { id: 'm' } } }, 'm'],
  [{ id: 'request', data: { id: 'm' } }, 'm'],
  [{ response: { message_id: 'm' } }, 'm'],
  [{ data: 'wamid.A1B2C3' }, 'wamid.A1B2C3'],
  [{ data: 'created' }, null],
  [{ data: 'sent 2 messages' }, null],
  [{ data: 12345678 }, null],
  [{ success: true }, null],
  [{ data: {} }, null],
  ['m', null],
  [null, null],
])('finds the id in %j', (answer, id) => {
  expect(idIn(answer, 'id', 'message_id')).toBe(id);
});

test('reads the record from data, the first list item, or the response itself', () => {
  expect([recordIn({ data: A }), recordIn({ data: [A] }), recordIn(A), recordIn('x')]).toEqual([A, A, A, {}]);
});
