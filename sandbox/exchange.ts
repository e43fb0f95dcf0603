import type { IncomingHttpHeaders } from 'node:http';

/** A request as received. */
export interface RecordedRequest {
  method: string;
  /** Path and query as sent, still encoded. */
  target: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
  /** The raw body. Empty if there is none. */
  body: string;
  /** The parsed body, or `undefined` if it is not JSON. */
  json: unknown;
  /** Time of arrival on the sandbox's clock, in epoch milliseconds. */
  at: number;
  /** The response status; `null` if there is no response yet, or the connection was dropped or left hanging. */
  status: number | null;
  /** The kind of fault applied to it, if any. */
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
