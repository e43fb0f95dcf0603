import type { Zapier } from '../../sandbox/zapier/index.ts';
import type { Kind, Role, Run, RunError } from '../protocol.ts';
import { asRun } from './attribution.ts';
import type { Board } from './board.ts';

/** Results of one run that the page gets to see. */
const SHOWN = 100;

/** What is run, and in which circumstances. */
export interface Order {
  readonly role: Role;
  readonly kind: Kind | 'authentication';
  readonly key: string;
  readonly label: string;
  /** The method of the app, such as `creates.send_sms.operation.perform`. */
  readonly method: string;
  readonly connection: string;
  readonly authData: Readonly<Record<string, string>>;
  readonly input: Record<string, unknown>;
  readonly meta?: Record<string, unknown>;
  readonly bundle?: Record<string, unknown>;
  readonly zap?: number;
  readonly callbackUrl?: string;
}

/** How a run ended. */
export type Ending = { readonly run: Run; readonly results: unknown; readonly failed: boolean };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Some of the platform's errors carry JSON as their message. */
const detailsOf = (message: string): { message: string; delay: unknown } => {
  if (!message.startsWith('{')) return { message, delay: undefined };
  try {
    const parsed: unknown = JSON.parse(message);
    return isRecord(parsed)
      ? { message: String(parsed.message), delay: parsed.delay }
      : { message, delay: undefined };
  } catch {
    return { message, delay: undefined };
  }
};

const CONSEQUENCES: Readonly<Record<string, string>> = {
  HaltedError: 'The run stops here without an error. It never counts against the Zap.',
  ExpiredAuthError: 'Zapier holds the runs of this Zap and asks its owner to reconnect the account.',
  AppError:
    'The step fails with this sentence. Autoreplay, where it is on, runs the step again up to five times.',
};

/** The sentence of an error. */
export const sentenceOf = (error: unknown): string =>
  error instanceof Error ? detailsOf(error.message).message : String(error);

/** The class of an error as Zapier's documentation names it, with the sentence and what Zapier does. */
const describeError = (error: unknown, role: Role): RunError => {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), consequence: '' };
  const { message, delay } = detailsOf(error.message);
  const name = error.name === 'AppError' ? 'Error' : error.name;
  if (error.name === 'ThrottledError') {
    return {
      name,
      message,
      consequence: `Zapier holds the step and runs it again in ${String(delay ?? 60)} seconds.`,
    };
  }
  if (role === 'subscribe') return { name, message, consequence: 'The Zap is not switched on.' };
  return { name, message, consequence: CONSEQUENCES[error.name] ?? CONSEQUENCES.AppError ?? '' };
};

const listOf = (results: unknown): readonly unknown[] => {
  if (Array.isArray(results)) return results;
  return results === undefined ? [] : [results];
};

/** Runs methods of the app on the platform's handler, and writes each run on the board. */
export class Runner {
  readonly #zapier: Zapier;
  readonly #board: Board;
  #last = 0;

  constructor(zapier: Zapier, board: Board) {
    this.#zapier = zapier;
    this.#board = board;
  }

  async run(order: Order): Promise<Ending> {
    const { role, kind, key, label, connection, input, zap = null } = order;
    this.#last += 1;
    const id = this.#last;
    const test = order.meta?.isLoadingSample === true;
    const began = performance.now();
    const put = (change: Partial<Run>): Run => {
      const requests = this.#board.runs.get(id)?.requests ?? 0;
      const run: Run = {
        id,
        role,
        kind,
        key,
        label,
        connection,
        zap,
        input,
        test,
        at: started,
        ms: null,
        status: 'running',
        results: [],
        total: 0,
        error: null,
        requests,
        ...change,
      };
      this.#board.runs.put(run);
      this.#board.changed();
      return run;
    };
    const started = Date.now();
    put({});
    const ms = () => performance.now() - began;
    try {
      const { results, status } = await asRun(id, () =>
        this.#zapier.runWithStatus(order.method, {
          authData: { ...order.authData },
          inputData: { ...input },
          meta: { ...order.meta },
          bundle: { ...order.bundle },
          ...(order.callbackUrl && { callbackUrl: order.callbackUrl.replace(':run', String(id)) }),
        }),
      );
      const all = listOf(results);
      const run = put({
        ms: ms(),
        status: status === 'CALLBACK' ? 'waiting' : 'success',
        results: all.slice(0, SHOWN),
        total: all.length,
      });
      return { run, results, failed: false };
    } catch (error) {
      return {
        run: put({ ms: ms(), status: 'error', error: describeError(error, role) }),
        results: undefined,
        failed: true,
      };
    }
  }

  /** A request was made by a run. */
  count(id: number): void {
    const run = this.#board.runs.get(id);
    if (run) this.#board.runs.put({ ...run, requests: run.requests + 1 });
  }
}
