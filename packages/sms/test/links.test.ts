import { withShortLinks } from '../src/links.ts';

test.each([
  ['See https://bakery.example/cakes?id=1&x=2, please.', `See ${'x'.repeat(22)}, please.`],
  ['http://a.example and https://b.example!', `${'x'.repeat(22)} and ${'x'.repeat(22)}!`],
  ['No link at all: bakery.example', 'No link at all: bakery.example'],
])('counts the links of %j as 22 characters', (text, counted) => {
  expect(withShortLinks(text, 22)).toBe(counted);
});
