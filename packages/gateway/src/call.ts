/** Values of a query, a form or a JSON body; what is `undefined` is left out on the wire. */
export type Fields = Record<string, unknown>;

/** One HTTP call as a gateway's client describes it. At most one of `json` and `form` is given. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly query?: Fields;
  readonly json?: Fields;
  readonly form?: Fields;
  /** Milliseconds of the step's time that the call leaves for what follows it: it is given up that much earlier. */
  readonly leave?: number | undefined;
  /** Whether a failed GET may be made again; every other method is made once, whatever happens. */
  readonly retry?: boolean;
  /** The query holds a login: such a GET goes without the credentials, and stays out of every log. */
  readonly withLogin?: boolean | undefined;
}

/** What came back: `data` is the parsed JSON, `undefined` where the body was none. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly data: unknown;
  readonly retryAfter: string | null;
}

/** Nothing usable came back. `unreachable`: no connection was made, so nothing can have happened over there. */
export interface Silence {
  readonly kind: 'silence';
  readonly reason: 'unreachable' | 'timeout' | 'dropped';
}

export type Reply = Answer | Silence;

/** Makes one call; never throws for what the network or the other side does. */
export type Request = (call: Call) => Promise<Reply>;
