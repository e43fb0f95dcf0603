/** A POST that the sandbox made to somebody's webhook. */
export interface Delivery {
  url: string;
  kind: 'receipt' | 'incoming' | 'click';
  contentType: string;
  body: string;
  /** The answer's status, or `null` when nobody answered. */
  status: number | null;
}

const AT_ONCE = 8;
const PATIENCE_MS = 10_000;

/**
 * Posts notifications over HTTP. Those of one message go one after the other, in order; those of
 * different messages side by side. Each is posted once, whatever the answer.
 */
export class Deliveries {
  readonly log: Delivery[] = [];
  readonly #waiting: { chain: string; delivery: Delivery }[] = [];
  readonly #busy = new Set<string>();
  readonly #controllers = new Set<AbortController>();
  #idle: (() => void)[] = [];
  #closed = false;

  /** Queues a POST behind the others of the same `chain`. */
  post(chain: string, delivery: Omit<Delivery, 'status'>): void {
    if (this.#closed) return;
    this.#waiting.push({ chain, delivery: { ...delivery, status: null } });
    this.#next();
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
        method: 'POST',
        headers: { 'Content-Type': delivery.contentType },
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
