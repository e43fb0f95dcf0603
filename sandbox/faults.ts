/** What can go wrong. The README says what each does on the wire. */
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
  /** HTTP method; any when left out. */
  method?: string;
  /** Path, where `*` stands for anything (`/send/*`); any when left out. */
  path?: string | RegExp;
  /** How many requests it hits; once when left out. */
  times?: number | 'always';
  /** `before`: the request does nothing. `after`: the work is done, then the answer goes wrong. */
  when?: 'before' | 'after';
  /** The answer's status. */
  status?: number;
  /** The answer's body, in place of the usual one; an object is sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  /** The `Retry-After` header: seconds, or an HTTP date. */
  retryAfter?: number | string;
  /** Delay before the fault shows, in real milliseconds. */
  ms?: number;
}

export interface Fault extends FaultSpec {
  when: 'before' | 'after';
  /** Requests it has still to hit. */
  left: number;
  /** Requests it has hit. */
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

/** Faults that wait for the requests they are meant for, first queued first served. */
export class Faults {
  #queue: Fault[] = [];

  /** Queues a fault; the returned object counts its hits. */
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

  /** Takes the first fault meant for this request, if any. */
  take(method: string, path: string): Fault | null {
    const fault = this.#queue.find(
      (entry) => (entry.method ?? method).toUpperCase() === method && pathMatches(entry.path, path),
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
