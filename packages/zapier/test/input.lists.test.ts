import { readDict, readLineItems, readList, requireList } from '../src/input.ts';

describe('readList', () => {
  test.each([
    [undefined, []],
    [null, []],
    ['', []],
    [[], []],
    [['', ' ', null], []],
    ['one, ,two,\t', ['one', 'two']],
    ['one', ['one']],
    [7, ['7']],
    [
      ['one', '', 'two', null, ' three '],
      ['one', 'two', 'three'],
    ],
    ['one, two;three\nfour\r\nfive\tsix,,', ['one', 'two', 'three', 'four', 'five', 'six']],
    [
      ['Smith, John', '+44 7700 900123;07700 900124', 447_700_900_125],
      ['Smith, John', '+44 7700 900123;07700 900124', '447700900125'],
    ],
    ['["Smith, John", 7, null]', ['Smith, John', '7']],
    [
      ['["a", "b"]', 'c'],
      ['a', 'b', 'c'],
    ],
    ['[a, b', ['[a', 'b']],
    ['["a"', ['["a"']],
    [[['nested']], ['nested']],
    [[{ a: 1 }], ['{"a":1}']],
    [{ a: 1 }, ['{"a":1}']],
  ])('reads %j as %j', (value, items) => {
    expect(readList(value)).toEqual(items);
  });

  test('names a required list that is empty', () => {
    expect(requireList('Aliases', ['a'])).toEqual(['a']);
    expect(() => requireList('Aliases', [' '])).toThrow(
      'Aliases is blank. Fill it in, or map a field that always has a value.',
    );
  });
});

describe('readLineItems', () => {
  const ROWS = [
    { to: 'a', text: 'x' },
    { to: 'b', text: 'y' },
  ];

  test('reads records', () => {
    expect(readLineItems('Messages', ROWS, { to: ['flattened'] })).toEqual(ROWS);
  });

  test('keeps row numbers around values that are not records', () => {
    expect(readLineItems('Messages', [ROWS[0], 'b', null, [], ROWS[1]], {})).toEqual([
      ROWS[0],
      {},
      {},
      {},
      ROWS[1],
    ]);
  });

  test('reads one record of lists', () => {
    expect(readLineItems('Messages', { to: ['a', 'b'], text: ['x', 'y'] }, {})).toEqual(ROWS);
  });

  test.each([
    [JSON.stringify(ROWS)],
    [ROWS.map((row) => JSON.stringify(row))],
    [[JSON.stringify(ROWS)]],
    [JSON.stringify({ to: ['a', 'b'], text: ['x', 'y'] })],
  ])('arrive as JSON text: %j', (items) => {
    expect(readLineItems('Messages', items, {})).toEqual(ROWS);
  });

  test('rejects text that is not JSON', () => {
    expect(() => readLineItems('Messages', 'one, two', {})).toThrow(
      'Messages "one, two" is not a list of rows. Map line items, or use a JSON list of objects.',
    );
  });

  test('reads one record', () => {
    expect(readLineItems('Messages', ROWS[0], {})).toEqual([ROWS[0]]);
  });

  test.each([[undefined], [null], [''], [[]]])('reads flattened columns next to %j', (items) => {
    expect(
      readLineItems('Messages', items, { to: ['a', 'b'], text: ['x', 'y'], other: undefined, none: '' }),
    ).toEqual(ROWS);
  });

  test('returns as many rows as the longest column', () => {
    expect(readLineItems('Messages', undefined, { to: ['a', 'b'], text: 'x', word: null })).toEqual([
      { to: 'a', text: 'x' },
      { to: 'b', text: undefined },
    ]);
  });

  test.each([[undefined], [[{}]], [[{ to: '', text: null }, {}]], [['a']], [{ to: '' }]])(
    'reads no rows from %j',
    (items) => {
      expect(readLineItems('Messages', items, {})).toEqual([]);
    },
  );
});

describe('readDict', () => {
  test.each([
    [undefined, undefined],
    ['', undefined],
    [[], undefined],
    ['{"name": "Anna", "age": 7}', { name: 'Anna', age: '7' }],
    [{}, undefined],
    [{ ' ': 'a', name: null }, undefined],
    [
      { ' name ': '{{n}}', age: 7, yes: true, blank: '', none: null, nested: {} },
      { name: '{{n}}', age: '7', yes: 'true', blank: '' },
    ],
  ])('reads %j as %j', (value, values) => {
    expect(readDict('Variables', value)).toEqual(values);
  });

  test.each([['name'], [['a']], ['[1]'], [7]])('rejects %j', (value) => {
    expect(() => readDict('Variables', value)).toThrow(/^Variables ".+" is not a set of named values\. /);
  });
});
