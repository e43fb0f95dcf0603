import fc from 'fast-check';

/** Names with a special meaning in JavaScript. */
export const TRAPS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'then',
  'toJSON',
  'length',
] as const;

/** Any text, including lone surrogates and control characters. */
export const anyText = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 40 }) },
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
      .map((units) => String.fromCharCode(...units)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ' ', '\u0000', '\ufeff', '{{x}}', '<a>', '&amp;', '%zz', ...TRAPS),
  },
);

/** Text that is long enough to reveal superlinear run time. */
export const hugeText = fc
  .record({
    piece: fc.oneof(
      fc.constantFrom('\r\n', ' ', '<', '&', '"', '[', 'é', '-', '0', '=&', '\\'),
      fc.string({ minLength: 1, maxLength: 5 }),
    ),
    times: fc.integer({ min: 10_000, max: 100_000 }),
  })
  .map(({ piece, times }) => piece.repeat(times));
