import { isObject } from '@messaging/gateway/schemas';
import { type Fields, firstText, objectOf } from './shapes.ts';

/** Common names of list envelopes. Azeer documents none. */
const ENVELOPES = ['data', 'results', 'records', 'items', 'list', 'rows', 'result', 'response', 'payload'];

/** The records of a list, and whether the response says that there are more. */
export interface Listing {
  readonly records: readonly Fields[];
  readonly isPartial: boolean;
}

const DEPTH = 3;

/** The only list in an object, whatever its name. Errors are not records. */
const onlyList = ({ errors: _errors, ...answer }: Fields): unknown[] | null => {
  const [list, ...others] = Object.values(answer).filter(
    (value) => Array.isArray(value) && value.some(isObject),
  );
  return Array.isArray(list) && others.length === 0 ? list : null;
};

const arrayIn = (answer: unknown, names: readonly string[], depth: number): readonly unknown[] | null => {
  if (Array.isArray(answer)) return answer;
  if (!isObject(answer) || depth === 0) return null;
  for (const name of names) {
    // A list without records comes as null from some servers.
    if (depth === DEPTH && answer[name] === null) return [];
    const found = arrayIn(answer[name], names, depth - 1);
    if (found) return found;
  }
  return onlyList(answer);
};

const NEXT = ['next', 'next_page', 'next_page_url', 'next_cursor', 'has_more', 'has_next'];

const saysMore = (level: Fields, count: number): boolean =>
  Number(level.total ?? level.total_count) > count ||
  Number(level.last_page ?? level.total_pages) > Number(level.current_page ?? level.page ?? 1) ||
  NEXT.some((name) => Boolean(level[name]));

/**
 * Reads a list: a bare array, or an array under a common name or `plural` (such as `agents`), up to three levels
 * deep, or else the only array. `null` if there is none.
 */
export const readListing = (answer: unknown, plural: string): Listing | null => {
  const array = arrayIn(answer, [...ENVELOPES, plural], DEPTH);
  if (!array) return null;
  const top = objectOf(answer);
  const levels = [top, objectOf(top.data), objectOf(top.meta), objectOf(top.pagination)];
  return {
    records: array.filter(isObject),
    isPartial: levels.some((level) => saysMore(level, array.length)),
  };
};

/** The places where the response may contain the record, most likely first. */
const placesIn = (answer: unknown): Fields[] => {
  const top = objectOf(answer);
  const data = Array.isArray(answer) ? answer : top.data;
  const first = Array.isArray(data) ? data : [data];
  const inner = objectOf(first[0]);
  const nested = [top, inner].flatMap((place) =>
    ['messages', 'message', 'webhook', 'agent', 'tag', 'result', 'response', 'record'].map((name) => {
      const value = place[name];
      return objectOf(Array.isArray(value) ? value[0] : value);
    }),
  );
  return [inner, ...nested, top];
};

/** An id that stands alone, such as `{"data":"wamid.A1B2C3"}`. Words such as `created` are no ids. */
const loneId = (data: unknown): string | null =>
  typeof data === 'string' && /^(?=.*\d)\S{6,}$/.test(data) ? data : null;

/**
 * The ID of a created record: the first of `names` in `data`, in the first record of a list, in a record named after
 * its type, or in the response itself. `null` if there is none.
 */
export const idIn = (answer: unknown, ...names: readonly string[]): string | null => {
  for (const place of placesIn(answer)) {
    const id = firstText(place, ...names);
    if (id !== null) return id;
  }
  return loneId(objectOf(answer).data);
};

/** The record in a response: `data`, its first item, or the response itself. */
export const recordIn = (answer: unknown): Fields => {
  const [inner = {}, ...others] = placesIn(answer);
  return Object.keys(inner).length > 0 ? inner : objectOf(others.at(-1));
};
