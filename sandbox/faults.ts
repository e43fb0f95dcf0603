/** The kinds of faults. The README describes what the client sees. */
export type FaultKind =
  | 'latency'
  | 'hang'
  | 'drop'
  | 'drop-body'
  | 'status'
  | 'html'
  | 'truncated'
  | 'content-type'
  | 'shape'
  | 'empty';

export interface FaultSpec {
  kind: FaultKind;
  /** HTTP method. Defaults to any. */
  method?: string;
  /** Path, where `*` matches anything (`/send/*`). Defaults to any. */
  path?: string | RegExp;
  /** The name of a header, in lower case, that a request must have. Defaults to none. */
  withHeader?: string;
  /** How many requests it applies to. Defaults to 1. */
  times?: number | 'always';
  /** `before`: the request has no effect. `after`: the request takes effect, then the response fails. */
  when?: 'before' | 'after';
  /** The response status. */
  status?: number;
  /** The response body instead of the usual one. An object is sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  /** The `Retry-After` header: seconds or an HTTP date. */
  retryAfter?: number | string;
  /** Delay before the response, in real milliseconds. */
  ms?: number;
}

export interface Fault extends FaultSpec {
  when: 'before' | 'after';
  /** How many more requests it applies to. */
  left: number;
  /** How many requests it was applied to. */
  hits: number;
}

const NEEDS_AN_ANSWER: ReadonlySet<FaultKind> = new Set([
  'latency',
  'drop-body',
  'truncated',
  'content-type',
  'shape',
  'empty',
]);

function pathMatches(pattern: string | RegExp | undefined, path: string): boolean {
  if (pattern === undefined) return true;
  if (pattern instanceof RegExp) return pattern.test(path);
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${source}$`).test(path);
}

/** A queue of faults. Each request takes the first one that matches. */
export class Faults {
  #queue: Fault[] = [];

  /** Queues a fault. The returned object counts its hits. */
  add(spec: FaultSpec): Fault {
    const fault: Fault = {
      ...spec,
      when: spec.when ?? (NEEDS_AN_ANSWER.has(spec.kind) ? 'after' : 'before'),
      left: spec.times === 'always' ? Number.POSITIVE_INFINITY : (spec.times ?? 1),
      hits: 0,
    };
    this.#queue.push(fault);
    return fault;
  }

  /** Takes the first fault that matches a request, if any. */
  take(method: string, path: string, headers: Readonly<Record<string, unknown>> = {}): Fault | null {
    const fault = this.#queue.find(
      (entry) =>
        (entry.method ?? method).toUpperCase() === method &&
        pathMatches(entry.path, path) &&
        (entry.withHeader === undefined || entry.withHeader in headers),
    );
    if (fault === undefined) return null;
    fault.hits += 1;
    fault.left -= 1;
    if (fault.left <= 0) this.#queue = this.#queue.filter((entry) => entry !== fault);
    return fault;
  }

  list(): readonly Fault[] {
    return this.#queue;
  }

  remove(fault: Fault): void {
    this.#queue = this.#queue.filter((entry) => entry !== fault);
  }

  clear(): void {
    this.#queue = [];
  }
}
