import { proxyPage } from '../apply-fault.ts';
import type { Settings } from './settings.ts';

const WORDS: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  402: 'Payment required',
  403: 'Forbidden',
  404: 'Not found',
  429: 'Too many requests',
  500: 'Internal error',
  502: 'Bad gateway',
  503: 'Service unavailable',
  504: 'Gateway timeout',
};

const wordsFor = (status: number) => WORDS[status] ?? 'Error';

const ERRORS: Record<Exclude<Settings['errors'], 'html'>, (message: string) => object> = {
  message: (message) => ({ success: false, message }),
  error: (error) => ({ error }),
  'error.message': (message) => ({ error: { message } }),
  errors: (message) => ({ success: false, errors: [{ message }] }),
};

/** The body of an error, in the selected format. */
export function failed(settings: Settings, status: number, message = wordsFor(status)): Response {
  const headers = { 'Content-Type': 'text/html' };
  return settings.errors === 'html'
    ? new Response(proxyPage(status), { status, headers })
    : Response.json(ERRORS[settings.errors](message), { status });
}

export const usualError = ({ errors }: Settings, status: number): object =>
  ERRORS[errors === 'html' ? 'message' : errors](wordsFor(status));

/** A rejected message: an error status, or 200 with `success: false`. */
export const refused = (settings: Settings, status: number, message: string): Response =>
  settings.refusals === 'success'
    ? Response.json({ success: false, message })
    : failed(settings, status, message);

/** A value at a path such as `data[0].id`, inside otherwise empty objects and lists. */
export const placedAt = (path: string, value: unknown): unknown =>
  path
    .split(/\.|(?=\[)/)
    .reverse()
    .reduce<unknown>((inner, name) => (name === '[0]' ? [inner] : { [name]: inner }), value);

const WRAPPED: Record<Settings['lists'], (items: readonly object[], plural: string) => object> = {
  data: (data) => ({ success: true, data }),
  array: (items) => [...items],
  'data.data': (data) => ({ success: true, data: { data } }),
  results: (results) => ({ results }),
  named: (items, plural) => ({ [plural]: items }),
};

/** A list in the selected envelope, cut to the limit, with the total. */
export function listOf({ lists, listLimit }: Settings, items: readonly object[], plural: string): Response {
  if (listLimit === 0 || items.length <= listLimit) return Response.json(WRAPPED[lists](items, plural));
  const wrapped = WRAPPED[lists](items.slice(0, listLimit), plural);
  return Response.json(Array.isArray(wrapped) ? wrapped : { ...wrapped, total: items.length });
}

const TIMES: Record<Settings['times'], (at: number) => string | number> = {
  iso: (at) => new Date(at).toISOString(),
  'no-offset': (at) => new Date(at).toISOString().replace('Z', ''),
  seconds: (at) => Math.floor(at / 1000),
  milliseconds: (at) => at,
};

/** A time in the selected format. */
export const timeOf = ({ times }: Settings, at: number): string | number => TIMES[times](at);
