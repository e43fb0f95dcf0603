/** Values of a query, form, or JSON body. `undefined` values are not sent. */
export type Fields = Record<string, unknown>;

/** An HTTP call. Set at most one of `json` and `form`. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly query?: Fields;
  readonly json?: Fields;
  readonly form?: Fields;
  /** Milliseconds of the step to leave for later calls. The call times out that much earlier. */
  readonly leave?: number | undefined;
  /** Whether to retry a failed call. By default only GETs are retried. */
  readonly retry?: boolean;
  /** Whether the query contains a login. Such a GET is sent without the credentials and is not logged. */
  readonly withLogin?: boolean | undefined;
}

/** A response. `data` is the parsed JSON, `null` if the body is empty, or `undefined` if it is not JSON. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly data: unknown;
  readonly retryAfter: string | null;
  readonly date?: string | null;
}

/** No usable response. `unreachable` means that no connection was made, so the call had no effect. */
export interface Silence {
  readonly kind: 'silence';
  readonly reason: 'unreachable' | 'timeout' | 'dropped';
}

export type Reply = Answer | Silence;

/** Makes one call. Never throws for network or server errors. */
export type Request = (call: Call) => Promise<Reply>;
