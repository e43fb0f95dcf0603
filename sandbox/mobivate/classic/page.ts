import { wholeNumber } from '../../checks.ts';
import { parseDate, parseOffsetTime } from '../times.ts';
import type { World } from '../world.ts';

const LARGEST_PAGE = 1_000;

/** The period and page of a request for a Classic list. `to` is exclusive. */
export interface Page {
  from: number;
  to: number;
  offset: number;
  size: number;
}

function moment(name: string, text: string | undefined): number | string {
  if (!text) return `${name}: may not be null`;
  return parseDate(text) ?? parseOffsetTime(text) ?? `${name}: Invalid format: "${text}"`;
}

/** Reads `startDate`, `endDate`, `page`, and `pageSize`. Returns an error message if one is invalid. */
export function page(world: World, query: Record<string, string>): Page | string {
  const from = moment('startDate', query.startDate);
  if (typeof from === 'string') return from;
  const end = moment('endDate', query.endDate);
  if (typeof end === 'string') return end;
  const number = wholeNumber(query.page, 1, 1);
  if (number === null) return `page: Invalid value: "${query.page}"`;
  const wanted = wholeNumber(query.pageSize, 10, 1);
  if (wanted === null) return `pageSize: Invalid value: "${query.pageSize}"`;
  const size = Math.min(wanted, LARGEST_PAGE);
  const to = world.settings.classicEndDate === 'inclusive' ? end + 1_000 : end;
  return { from, to, offset: (number - 1) * size, size };
}
