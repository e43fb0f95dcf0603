import { readFileSync } from 'node:fs';
import { startZapier } from '../../../sandbox/zapier/index.ts';
import { APPS, folderOf, loadApp } from '../../apps.ts';
import { visibleOf } from '../../publish-lint/check.ts';
import { parseDefinition } from '../../publish-lint/index.ts';
import {
  LISTING_ROWS,
  type ListingRow,
  parseListing,
  readListing,
  unfilledRows,
} from '../../publishing/listing.ts';

const visibleLabels = async (app: string): Promise<string[]> => {
  const zapier = await startZapier(await loadApp(app));
  try {
    const definition = parseDefinition(await zapier.ask('definition'));
    return visibleOf(definition).map(({ operation }) => operation.display.label);
  } finally {
    await zapier.close();
  }
};

const apps = await Promise.all(APPS.map(async (app) => ({ app, labels: await visibleLabels(app) })));

/** What only the company that publishes the app can know. */
const PUBLISHER_ROWS: readonly ListingRow[] = [
  'Admin account',
  'Deploy key owner',
  'Support address',
  'Escalation',
  'Privacy policy',
  'Two Zaps on one trigger',
];

describe.each(apps)('$app', ({ app, labels }) => {
  const read = (file: string) => readFileSync(`${folderOf(app)}/${file}`, 'utf8');
  const listing = readListing(app);
  const entry = (name: ListingRow) => listing[name] ?? '';

  test.each(labels)('README.md has a table row for %s', (label) => {
    const rows = read('README.md')
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(rows.filter((row) => row.includes(`**${label}**`))).toHaveLength(1);
  });

  test.each(labels)('CHANGELOG.md names %s', (label) => {
    expect(read('CHANGELOG.md').replace(/\s+/g, ' ')).toContain(label);
  });

  test.each(labels)('docs/listing.md has a live Zap to switch on for %s', (label) => {
    expect(
      read('docs/listing.md')
        .split('\n')
        .filter((line) => line.startsWith(`- [ ] **${label}**`)),
    ).toHaveLength(1);
  });

  test('docs/listing.md has every row, and leaves only what the publisher knows to fill in', () => {
    expect(Object.keys(listing)).toEqual([...LISTING_ROWS]);
    expect(unfilledRows(listing).filter((row) => !PUBLISHER_ROWS.includes(row))).toEqual([]);
  });

  test('M001, M006: the listing has a category and an https homepage', () => {
    expect(entry('Category')).toBe('Phone & SMS');
    expect(entry('Homepage')).toMatch(/^<https:\/\/[^>]+>$/);
  });

  test('M002: the description says what the product is, in 40 to 140 characters', () => {
    const description = entry('Description');
    expect(description.startsWith(`${entry('Name')} is a`)).toBe(true);
    expect(description.endsWith('.')).toBe(true);
    expect(description.length).toBeGreaterThanOrEqual(40);
    expect(description.length).toBeLessThanOrEqual(140);
    expect(description).not.toMatch(/zapier|sync|https?:|www\./i);
  });

  test('M004: the logo is a square PNG with transparency, of at least 256 pixels', () => {
    const logo = readFileSync(`${folderOf(app)}/logo.png`);
    const [width, height] = [logo.readUInt32BE(16), logo.readUInt32BE(20)];
    expect(logo.subarray(1, 4).toString()).toBe('PNG');
    expect(width).toBe(height);
    expect(width).toBeGreaterThanOrEqual(256);
    // Bit depth 8, colour type 6: RGBA.
    expect([...logo.subarray(24, 26)]).toEqual([8, 6]);
  });
});

test('a row without a value, with TO FILL IN, or missing is unfilled', () => {
  const listing = parseListing('| Name | Bakery |\n| Category |  |\n| Homepage | TO FILL IN: https |\n');
  expect(listing).toEqual({ Name: 'Bakery', Category: '', Homepage: 'TO FILL IN: https' });
  expect(unfilledRows(listing)).toEqual(LISTING_ROWS.filter((row) => row !== 'Name'));
});
