import type { IncomingHttpHeaders } from 'node:http';

/** A request as it came over the wire. */
export interface RecordedRequest {
  method: string;
  /** Path and query as sent, still encoded. */
  target: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
  /** The body's text, untouched; empty when there was none. */
  body: string;
  /** The body as JSON, or `undefined` when it is none. */
  json: unknown;
  /** The sandbox's time of arrival, epoch milliseconds. */
  at: number;
  /** The answer's status; `null` while there is none, and when the connection was cut or left hanging. */
  status: number | null;
  /** The kind of the fault that hit it, if any. */
  fault: string | null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface Arrival {
  method: string;
  target: string;
  headers: IncomingHttpHeaders;
  body: string;
  at: number;
}

export function recordRequest(arrival: Arrival): RecordedRequest {
  const [path = '', search = ''] = arrival.target.split(/\?(.*)/s);
  return {
    ...arrival,
    path,
    query: Object.fromEntries(new URLSearchParams(search)),
    json: parseJson(arrival.body),
    status: null,
    fault: null,
  };
}
