import { ExactSum } from './exact-sum.ts';
import type { Outcome } from './records.ts';

/** The fields of a message that totals need. */
export interface Counted {
  readonly id: string;
  readonly status: string | null;
  readonly outcome: Outcome;
  readonly parts: number | null;
  readonly cost: number | null;
  readonly currency: string | null;
}

export interface Totals {
  messages: number;
  delivered: number;
  failed: number;
  pending: number;
  /** Messages whose outcome the gateway will never know. */
  unknown: number;
  /** The share of final messages that were delivered, from 0 to 1, or `null` if none is final. */
  delivery_rate: number | null;
  parts: number;
  /** `null` if there are no prices, or prices in several currencies. */
  cost: number | null;
  currency: string | null;
  by_status: StatusTotals[];
}

export interface StatusTotals {
  status: string | null;
  outcome: Outcome;
  messages: number;
  parts: number;
}

/** Adds up messages exactly, each once, because a growing log repeats some on the next page. */
export class TotalsCounter {
  readonly #seen = new Set<string>();
  readonly #statuses = new Map<string | null, StatusTotals>();
  readonly #costs = new Map<string | null, ExactSum>();

  add(message: Counted): void {
    if (this.#seen.has(message.id)) return;
    this.#seen.add(message.id);
    const { status, outcome, parts, cost, currency } = message;
    const row = this.#statuses.get(status) ?? { status, outcome, messages: 0, parts: 0 };
    row.messages += 1;
    row.parts += parts ?? 0;
    this.#statuses.set(status, row);
    if (cost === null) return;
    const sum = this.#costs.get(currency) ?? new ExactSum();
    sum.add(cost);
    this.#costs.set(currency, sum);
  }

  totals(): Totals {
    const by_status = [...this.#statuses.values()].toSorted(
      (one, other) => other.messages - one.messages || String(one.status).localeCompare(String(other.status)),
    );
    const count = (outcome: Outcome) =>
      by_status.reduce((sum, row) => (row.outcome === outcome ? sum + row.messages : sum), 0);
    const delivered = count('delivered');
    const failed = count('failed');
    const unknown = count('unknown');
    const ended = delivered + failed + unknown;
    return {
      messages: this.#seen.size,
      delivered,
      failed,
      pending: count('pending'),
      unknown,
      delivery_rate: ended > 0 ? delivered / ended : null,
      parts: by_status.reduce((sum, { parts }) => sum + parts, 0),
      ...this.#cost(),
      by_status,
    };
  }

  #cost(): Pick<Totals, 'cost' | 'currency'> {
    const [only, ...others] = this.#costs;
    if (!only) return { cost: this.#seen.size > 0 ? null : 0, currency: null };
    return others.length > 0 ? { cost: null, currency: null } : { cost: only[1].value(), currency: only[0] };
  }
}
