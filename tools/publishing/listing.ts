import { existsSync, readFileSync } from 'node:fs';
import { folderOf } from '../apps.ts';

/** The file with the texts for Zapier's forms, from the root of the project. */
export const listingFile = (app: string): string => `apps/${app}/docs/listing.md`;

/** Marks a value that only the publisher knows. */
export const TO_FILL_IN = 'TO FILL IN';

/** The rows that Zapier's forms, its reviewers, or a support case ask for. */
export const LISTING_ROWS = [
  'Name',
  'Description',
  'Category',
  'Homepage',
  'API documentation',
  'Logo',
  'Admin account',
  'Deploy key owner',
  'Support address',
  'Escalation',
  'Privacy policy',
  'Two Zaps on one trigger',
] as const;

export type ListingRow = (typeof LISTING_ROWS)[number];

/** The values of the table by row name, without missing rows. */
export type Listing = Readonly<Partial<Record<ListingRow, string>>>;

const ROW = /^\| ([^|]+?) +\| (.*?) *\|$/gm;

/** Parses the table of a listing, with rows such as `| Name | Mobivate |`. */
export const parseListing = (markdown: string): Listing => {
  const rows = new Map([...markdown.matchAll(ROW)].map(([, name = '', value = '']) => [name, value]));
  return Object.fromEntries(
    LISTING_ROWS.flatMap((name) => {
      const value = rows.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
};

/** Reads an app's listing. Empty if there is none. */
export const readListing = (app: string): Listing => {
  const path = `${folderOf(app)}/docs/listing.md`;
  return existsSync(path) ? parseListing(readFileSync(path, 'utf8')) : {};
};

/** The rows without a value. */
export const unfilledRows = (listing: Listing): ListingRow[] =>
  LISTING_ROWS.filter((name) => !listing[name] || listing[name].includes(TO_FILL_IN));
