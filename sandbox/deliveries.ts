/** A request that the sandbox made to somebody's webhook. */
export interface Delivery {
  url: string;
  /** POST where none is given. */
  method?: string;
  /** What is reported, such as `receipt`. */
  kind: string;
  headers?: Record<string, string>;
  contentType: string;
  body: string;
  /** The answer's status, or `null` when nobody answered. */
  status: number | null;
}

/** Whether the receiver took a delivery. */
export const isSuccess = (status: Delivery['status']): boolean =>
  status !== null && status >= 200 && status < 300;

interface Waiting {
  readonly chain: string;
  readonly delivery: Delivery;
  readonly done: (delivery: Delivery) => void;
}

const AT_ONCE = 8;
const PATIENCE_MS = 10_000;

/**
 * Sends notifications over HTTP. Those of one message go one after the other, in order; those of
 * different messages side by side. Each is sent once, whatever the answer.
 */
export class Deliveries {
  readonly log: Delivery[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #busy = new Set<string>();
  readonly #controllers = new Set<AbortController>();
  #idle: (() => void)[] = [];
  #closed = false;

  /** Queues a delivery behind the others of the same `chain`; resolves when it was answered, or was not. */
  post(chain: string, delivery: Omit<Delivery, 'status'>): Promise<Delivery> {
    return new Promise((done) => {
      if (this.#closed) return;
      this.#waiting.push({ chain, delivery: { ...delivery, status: null }, done });
      this.#next();
    });
  }

  /** Resolves when nothing is queued or on its way. */
  settled(): Promise<void> {
    if (this.#busy.size === 0 && this.#waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  close(): void {
    this.#closed = true;
    this.#waiting.length = 0;
    for (const controller of this.#controllers) controller.abort();
  }

  #next(): void {
    while (this.#busy.size < AT_ONCE) {
      const index = this.#waiting.findIndex(({ chain }) => !this.#busy.has(chain));
      const [entry] = index < 0 ? [] : this.#waiting.splice(index, 1);
      if (entry === undefined) break;
      this.#busy.add(entry.chain);
      void this.#send(entry.delivery).finally(() => {
        this.#busy.delete(entry.chain);
        entry.done(entry.delivery);
        this.#next();
      });
    }
    if (this.#busy.size > 0) return;
    const idle = this.#idle;
    this.#idle = [];
    for (const resolve of idle) resolve();
  }

  async #send(delivery: Delivery): Promise<void> {
    this.log.push(delivery);
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), PATIENCE_MS);
    this.#controllers.add(controller);
    try {
      const response = await fetch(delivery.url, {
        method: delivery.method ?? 'POST',
        headers: { ...delivery.headers, 'Content-Type': delivery.contentType },
        body: delivery.body,
        redirect: 'manual',
        signal: controller.signal,
      });
      delivery.status = response.status;
      await response.arrayBuffer();
    } catch {
      // The receiver is down or the sandbox closes: the log keeps `status: null`.
    } finally {
      clearTimeout(timer);
      this.#controllers.delete(controller);
    }
  }
}
