import { readFileSync } from 'node:fs';

const guide = readFileSync(new URL('../../../docs/publishing.md', import.meta.url), 'utf8');

const entry = (name: string): string => new RegExp(`^\\| ${name} \\| (.+) \\|$`, 'm').exec(guide)?.[1] ?? '';

test('M002: the description of the listing is of the form that Zapier asks for', () => {
  const description = entry('Description');
  expect(description).toMatch(/^Mobivate is an? .+\.$/);
  expect(description.length).toBeGreaterThanOrEqual(40);
  expect(description.length).toBeLessThanOrEqual(140);
  expect(description).not.toMatch(/zapier|sync|https?:|www\./i);
  expect(description.split(/\.\s/).length).toBeLessThanOrEqual(3);
});

test('M001, M006: the listing has its name, a category and a homepage', () => {
  expect(entry('Name')).toBe('Mobivate');
  expect(entry('Category')).toBe('Phone & SMS');
  expect(entry('Homepage')).toMatch(/^<https:\/\/[^>]+>$/);
});
