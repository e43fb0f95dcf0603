import { isObject } from '@messaging/gateway/schemas';
import { type Fields, firstText, objectOf } from './shapes.ts';

/** Names that envelopes of lists go by; Azeer's own are documented for none of its lists. */
const ENVELOPES = ['data', 'results', 'records', 'items', 'list', 'rows', 'result', 'response', 'payload'];

/** The records of a list, and whether the answer says that there are more of them. */
export interface Listing {
  readonly records: readonly Fields[];
  readonly isPartial: boolean;
}

const DEPTH = 3;

/** The only list of records among other things, under whichever name; errors are no records. */
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

/** Whether a level of an envelope says that it holds fewer records than there are. */
const saysMore = (level: Fields, count: number): boolean =>
  Number(level.total ?? level.total_count) > count ||
  Number(level.last_page ?? level.total_pages) > Number(level.current_page ?? level.page ?? 1) ||
  NEXT.some((name) => Boolean(level[name]));

/**
 * The records of a list answer, whichever way they are wrapped: a bare array, or an array under a common name or under
 * `plural` (such as `agents`), up to three levels deep, or else the only one there is. `null` where there is none.
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

/** The places of an answer where the record that a call was about may stand, the likeliest first. */
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
 * The id in the answer to a call that made something: the first of `names` in `data`, in the first record of a list, in
 * a record named after what it is, or in the answer itself; `null` where there is none.
 */
export const idIn = (answer: unknown, ...names: readonly string[]): string | null => {
  for (const place of placesIn(answer)) {
    const id = firstText(place, ...names);
    if (id !== null) return id;
  }
  return loneId(objectOf(answer).data);
};

/** The record that a call was about: `data`, its first item, or the answer itself. */
export const recordIn = (answer: unknown): Fields => {
  const [inner = {}, ...others] = placesIn(answer);
  return Object.keys(inner).length > 0 ? inner : objectOf(others.at(-1));
};
