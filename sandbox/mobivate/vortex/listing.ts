import { proxyPage } from '../../apply-fault.ts';
import { wholeNumber } from '../../checks.ts';
import type { World } from '../world.ts';
import { answers } from './answers.ts';

const TOO_MANY = 10_000;

export interface Slice {
  offset: number;
  limit: number;
}

/** Reads `offset` and `limit`. A limit of 10,000 or more gets a proxy's 502 HTML page, as in production. */
export function slice(world: World, query: Record<string, string>): Slice | Response {
  const { failed } = answers(world);
  const offset = wholeNumber(query.offset, 0, 0);
  if (offset === null) return failed(400, 'offset must be a number');
  const limit = wholeNumber(query.limit, 10, 1);
  if (limit === null) return failed(400, 'limit must be a number');
  if (limit < TOO_MANY) return { offset, limit };
  return new Response(proxyPage(502), { status: 502, headers: { 'Content-Type': 'text/html' } });
}

export interface Found<T> {
  type: string;
  /** The number of records before filtering. */
  scanned: number;
  matches: readonly T[];
}

/** A page of a list, in the observed or the documented format. */
export function listing<T>(
  world: World,
  found: Found<T>,
  { offset, limit }: Slice,
  record: (item: T) => object,
): Response {
  const results = found.matches.slice(offset, offset + limit).map(record);
  const total = found.matches.length;
  return Response.json(
    world.settings.vortexLists === 'documented'
      ? { success: true, records: results, offset, limit, total }
      : { type: found.type, scanned: found.scanned, matches: total, offset, limit, results },
  );
}

type Fields<T> = Record<string, (item: T) => string | number | null>;

/** Sorts by `sortField` and `sortDir`, newest first by default. Expects the oldest first. */
export function arranger<T>(fields: Fields<T>, query: Record<string, string>): (items: T[]) => T[] {
  const name = query.sortField ?? 'created_at';
  const read = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const ascending = query.sortDir?.toUpperCase() === 'ASC';
  return (items) => {
    const ordered = read ? items.toSorted((a, b) => compare(read(a) ?? '', read(b) ?? '')) : items;
    return ascending ? ordered : ordered.reverse();
  };
}

function compare(left: string | number, right: string | number): number {
  return left === right ? 0 : left < right ? -1 : 1;
}
