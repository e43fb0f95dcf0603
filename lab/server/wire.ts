import type { Exchange } from '../protocol.ts';
import type { Gateway } from './apps/gateway.ts';
import type { Board } from './board.ts';
import type { Runner } from './runner.ts';
import { maskHeaders, type Secrets } from './secrets.ts';
import type { Listener } from './tap.ts';

/** Longer bodies are cut on the page. */
const SHOWN_CHARACTERS = 20_000;

interface Arrival {
  readonly direction: Exchange['direction'];
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
  readonly run: number | null;
}

interface Answer {
  readonly status: number;
  readonly headers?: NodeJS.Dict<string | string[]>;
  readonly body?: string;
}

/** Writes what passes over the wire on the board, without secrets. */
export class Wire implements Listener {
  readonly #board: Board;
  readonly #runner: Runner;
  readonly #secrets: Secrets;
  readonly #gateway: Gateway;
  readonly #began = new Map<number, number>();
  #last = 0;

  constructor(parts: { board: Board; runner: Runner; secrets: Secrets; gateway: Gateway }) {
    this.#board = parts.board;
    this.#runner = parts.runner;
    this.#secrets = parts.secrets;
    this.#gateway = parts.gateway;
  }

  /** A request of the app to its gateway. */
  began(request: Omit<Arrival, 'direction' | 'origin'>): number {
    if (request.run !== null) this.#runner.count(request.run);
    return this.arrived({ ...request, direction: 'request', origin: this.#gateway.url });
  }

  /** A request of the app to the relay, or an event that the gateway posts to it. */
  passedRelay(request: Omit<Arrival, 'direction' | 'origin'>): number {
    const isEvent = request.path.startsWith('/in/');
    if (request.run !== null) this.#runner.count(request.run);
    return this.arrived({
      ...request,
      direction: isEvent ? 'webhook' : 'request',
      origin: 'http://127.0.0.1',
    });
  }

  /** Anything that came over the wire; gives its id. */
  arrived({ headers, body, path, ...rest }: Arrival): number {
    this.#last += 1;
    const id = this.#last;
    this.#began.set(id, performance.now());
    this.#board.exchanges.put({
      ...rest,
      id,
      path: this.#secrets.mask(path),
      at: Date.now(),
      ms: null,
      status: null,
      broken: '',
      fault: null,
      requestHeaders: maskHeaders(headers),
      requestBody: this.#show(body),
      responseHeaders: {},
      responseBody: '',
    });
    this.#board.changed();
    return id;
  }

  answered(id: number, { status, headers = {}, body = '' }: Answer): void {
    this.#end(id, { status, responseHeaders: maskHeaders(headers), responseBody: this.#show(body) });
  }

  broke(id: number, broken: string): void {
    this.#end(id, { broken });
  }

  #end(id: number, ending: Partial<Exchange>): void {
    const exchange = this.#board.exchanges.get(id);
    const began = this.#began.get(id);
    this.#began.delete(id);
    if (!exchange || began === undefined) return;
    const fault = exchange.direction === 'request' ? this.#gateway.faultOf(id) : null;
    this.#board.exchanges.put({ ...exchange, ...ending, fault, ms: performance.now() - began });
    this.#board.changed();
  }

  #show(body: string): string {
    const shown = this.#secrets.body(body);
    return shown.length > SHOWN_CHARACTERS ? `${shown.slice(0, SHOWN_CHARACTERS)}\n…` : shown;
  }
}
