import * as v from 'valibot';
import type { Arrival } from './listener.ts';
import type { Probed } from './look.ts';
import { Scrubber } from './scrub.ts';

/**
 * An exchange. A body is stored as it is (JSON), as fields (forms), as elements (XML), or only as its type.
 */
const exchangeSchema = v.object({
  probe: v.string(),
  /** The claims that it decided. */
  claims: v.array(v.string()),
  request: v.object({
    method: v.string(),
    path: v.string(),
    query: v.record(v.string(), v.unknown()),
    body: v.unknown(),
  }),
  response: v.object({ status: v.number(), type: v.string(), body: v.unknown() }),
});

const recordingSchema = v.object({
  gateway: v.string(),
  platform: v.string(),
  day: v.string(),
  /** What the run was allowed to do. */
  modes: v.object({ change: v.boolean(), send: v.boolean(), listen: v.boolean() }),
  exchanges: v.array(exchangeSchema),
  notices: v.array(
    v.object({ name: v.string(), claims: v.array(v.string()), type: v.string(), body: v.unknown() }),
  ),
});

/** The exchanges between the tool and a gateway, without values of the account. */
export type Recording = v.InferOutput<typeof recordingSchema>;

export const readRecording = (text: string): Recording => v.parse(recordingSchema, JSON.parse(text));

const TAG = /<(\w+)>([^<]*)<\/\1>/g;

const elementsOf = (xml: string): Record<string, unknown> =>
  Object.fromEntries([...xml.matchAll(TAG)].map(([, name, value]) => [name, value]));

const decoded = (text: string): string => (text.startsWith('%3C') ? decodeURIComponent(text) : text);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const bodyOf = (text: string, type: string): unknown => {
  if (text === '') return null;
  const json = parsed(text);
  if (json !== undefined) return json;
  if (type.includes('form-urlencoded')) {
    return Object.fromEntries(
      [...new URLSearchParams(text)].map(([name, value]) => [
        name,
        name === 'xml' ? elementsOf(decoded(value)) : value,
      ]),
    );
  }
  return text.startsWith('<') && !/<html/i.test(text) ? elementsOf(text) : `(${type || 'no type'})`;
};

const typeOf = (headers: Readonly<Record<string, string>>): string =>
  (headers['content-type'] ?? '').split(';')[0] ?? '';

/** The input of a recording. */
export interface Facts {
  readonly gateway: string;
  readonly platform: string;
  readonly modes: Recording['modes'];
  readonly exchanges: readonly Probed[];
  readonly arrivals: readonly Arrival[];
  /** The claims that deliveries decided, by the name of their URL. */
  readonly heard: ReadonlyMap<string, ReadonlySet<string>>;
  /** Values that must not appear in any form. */
  readonly secrets: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

const raw = ({ gateway, platform, modes, exchanges, arrivals, heard, day }: Facts) => {
  const latest = new Map<string, Probed>();
  for (const exchange of exchanges) {
    const earlier = latest.get(exchange.probe)?.claims ?? [];
    latest.set(exchange.probe, { ...exchange, claims: new Set([...earlier, ...exchange.claims]) });
  }
  return {
    gateway,
    platform,
    day,
    modes,
    exchanges: [...latest.values()].map(({ probe, claims, method, url, body, answer }) => {
      const { pathname, searchParams } = new URL(url);
      return {
        probe,
        claims: [...claims].toSorted(),
        request: {
          method,
          path: pathname,
          query: Object.fromEntries(searchParams),
          body: body === null ? null : bodyOf(body, 'application/x-www-form-urlencoded'),
        },
        response: {
          status: answer.status,
          type: typeOf(answer.headers),
          body: bodyOf(answer.text, typeOf(answer.headers)),
        },
      };
    }),
    notices: arrivals.map(({ name, headers, body }) => ({
      name,
      claims: [...(heard.get(name) ?? [])].toSorted(),
      type: typeOf(headers),
      body: bodyOf(body, typeOf(headers)),
    })),
  };
};

const CREDENTIALS: ReadonlySet<string> = new Set(['username', 'password', 'api_key', 'securetoken']);

const withoutCredentials = (query: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, CREDENTIALS.has(name) ? 'secret' : value]),
  );

/**
 * Creates the recording of a run. Replaces keys, numbers, names, texts, and ids; equal values get equal
 * replacements.
 * @throws Error if it would contain a secret
 */
export const recordingOf = (facts: Facts): Recording => {
  const before = raw(facts);
  const scrubber = new Scrubber();
  const clean = () => ({
    ...before,
    exchanges: before.exchanges.map(({ probe, claims, request, response }) => ({
      probe,
      claims,
      request: {
        method: request.method,
        path: scrubber.path(request.path),
        query: v.parse(v.record(v.string(), v.unknown()), scrubber.value(withoutCredentials(request.query))),
        body: scrubber.value(request.body),
      },
      response: { ...response, body: scrubber.value(response.body) },
    })),
    notices: before.notices.map((notice) => ({ ...notice, body: scrubber.value(notice.body) })),
  });
  // The first pass collects every value, so that the second removes it from earlier sentences too.
  clean();
  const recording = clean();
  const text = JSON.stringify(recording);
  if (facts.secrets.some((secret) => secret !== '' && text.includes(secret))) {
    throw new Error('The recording would hold a secret, so it is not written.');
  }
  return recording;
};

const MODES = ['change', 'send', 'listen'] as const;

/** The file name of a recording: the platform, and what the run was allowed to do. */
export const fileNameOf = ({ platform, modes }: Recording): string => {
  const allowed = MODES.filter((mode) => modes[mode]);
  return `${[platform, ...(allowed.length > 0 ? allowed : ['reading'])].join('-')}.json`;
};
