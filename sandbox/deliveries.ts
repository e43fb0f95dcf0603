/** A request from the sandbox to a webhook. */
export interface Delivery {
  url: string;
  /** Defaults to POST. */
  method?: string;
  /** The kind of event, such as `receipt`. */
  kind: string;
  headers?: Record<string, string>;
  contentType: string;
  body: string;
  /** The response status, or `null` if there was no response. */
  status: number | null;
}

/** Whether the receiver accepted a delivery. */
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
 * Posts notifications over HTTP: in order for one message, in parallel for different messages. Each is sent once,
 * whatever the response.
 */
export class Deliveries {
  readonly log: Delivery[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #busy = new Set<string>();
  readonly #controllers = new Set<AbortController>();
  #idle: (() => void)[] = [];
  #closed = false;

  /** Queues a delivery behind others of the same `chain`. Resolves when it is done, delivered or not. */
  post(chain: string, delivery: Omit<Delivery, 'status'>): Promise<Delivery> {
    return new Promise((done) => {
      if (this.#closed) return;
      this.#waiting.push({ chain, delivery: { ...delivery, status: null }, done });
      this.#next();
    });
  }

  /** Resolves when no delivery is queued or pending. */
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
      // The receiver is down or the sandbox is closing: `status` stays `null`.
    } finally {
      clearTimeout(timer);
      this.#controllers.delete(controller);
    }
  }
}
