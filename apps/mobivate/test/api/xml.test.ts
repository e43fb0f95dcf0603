import { readElements } from '../../src/api/xml.ts';

const milliseconds = (work: () => unknown): number => {
  const began = performance.now();
  try {
    work();
  } catch {
    // A quick refusal is fine too.
  }
  return performance.now() - began;
};

describe('readElements', () => {
  test('reads an element as a record of text', () => {
    expect(readElements('<a><b>1</b><c> two  words </c><d/></a>', 'a')).toEqual([
      { b: '1', c: ' two  words ', d: '' },
    ]);
  });

  test('reads nested elements', () => {
    expect(readElements('<a><b><c>1</c><d>2</d></b></a>', 'a')).toEqual([{ b: { c: '1', d: '2' } }]);
  });

  test('reads XML entities, character references, and CDATA', () => {
    const xml = '<a><b>&lt;Tom &amp; &quot;J&apos;&gt; &#233;&#x1F382;</b><c><![CDATA[<x> & y]]></c></a>';
    expect(readElements(xml, 'a')).toEqual([{ b: `<Tom & "J'> é🎂`, c: '<x> & y' }]);
  });

  test('finds every element of a name at any depth, in order', () => {
    const xml = '<list><a><n>1</n></a><more><a><n>2</n></a></more><b><n>3</n></b></list><a><n>4</n></a>';
    expect(readElements(xml, 'a')).toEqual([{ n: '1' }, { n: '2' }, { n: '4' }]);
  });

  test('skips a byte order mark, a declaration, comments, and attributes', () => {
    const xml = '\uFEFF <?xml version="1.0"\n encoding="UTF-8"?>\n<!-- hello --><a id="7"><b>1</b></a>';
    expect(readElements(xml, 'a')).toEqual([{ b: '1' }]);
  });

  test('normalizes line endings', () => {
    expect(readElements('<a><b>1\r\n2\r3\n4</b></a>', 'a')).toEqual([{ b: '1\n2\n3\n4' }]);
  });

  test('reads __proto__ and similar names as plain keys', () => {
    const [record] = readElements('<a><__proto__><polluted>1</polluted></__proto__></a>', 'a');
    expect(Object.keys(record ?? {})).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
  });

  test.each([
    ['a document type', '<!DOCTYPE a><a><b>1</b></a>'],
    ['an internal entity', '<!DOCTYPE a [<!ENTITY x "boom">]><a><b>&x;</b></a>'],
    ['an entity from a file', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a><b>&x;</b></a>'],
    ['an undeclared entity', '<a><b>&x;</b></a>'],
    ['an unclosed element', '<a><b>1</b>'],
    ['an end tag without a start tag', '</all><all><a><b>1</b></a>'],
    ['no XML', '<'],
  ])('refuses %s', (_what, xml) => {
    expect(() => readElements(xml, 'a')).toThrow();
  });

  test('refuses 100,000 levels of nesting', () => {
    expect(() => readElements('<a>'.repeat(100_000) + '</a>'.repeat(100_000), 'a')).toThrow();
  });

  test('refuses an entity expansion attack', () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `<!ENTITY e${level + 1} "&e${level};&e${level};">`,
    );
    const bomb = `<!DOCTYPE a [<!ENTITY e0 "boom">${levels.join('')}]><a><b>&e30;</b></a>`;
    expect(milliseconds(() => readElements(bomb, 'a'))).toBeLessThan(1_000);
    expect(() => readElements(bomb, 'a')).toThrow();
  });

  test.each([
    ['line ends', `<a>${'\r\n'.repeat(500_000)}</a>`],
    ['carriage returns', `<a>${'\r'.repeat(1_000_000)}</a>`],
    ['text', `<a>${'x'.repeat(1_000_000)}</a>`],
    ['entities', `<a>${'&amp;'.repeat(200_000)}</a>`],
    ['open tags', '<a>'.repeat(330_000)],
    ['angle brackets', '<'.repeat(1_000_000)],
    ['attributes', `<a ${Array.from({ length: 90_000 }, (_, index) => `b${index}="c"`).join(' ')}/>`],
    ['open comments', `<a>${'<!--'.repeat(250_000)}`],
    ['declarations', '<?xml '.repeat(160_000)],
    ['brackets', `<a>${']'.repeat(1_000_000)}</a>`],
  ])('handles a megabyte of %s in seconds', (_what, xml) => {
    expect(milliseconds(() => readElements(xml, 'a'))).toBeLessThan(5_000);
  });
});
