import type { ActiveFault, Fault } from '../protocol.ts';
import type { Gateway } from './apps/gateway.ts';

type Entry = ActiveFault & ReturnType<Gateway['trouble']>;

/** What goes wrong at the moment. */
export class Troubles {
  readonly #faults: readonly Fault[];
  readonly #gateway: Gateway;
  #entries: Entry[] = [];
  #last = 0;

  constructor(faults: readonly Fault[], gateway: Gateway) {
    this.#faults = faults;
    this.#gateway = gateway;
  }

  list(): readonly ActiveFault[] {
    this.#entries = this.#entries.filter(({ spent }) => !spent());
    return this.#entries.map(({ id, fault, label, always }) => ({ id, fault, label, always }));
  }

  add(fault: string, always: boolean): void {
    const known = this.#faults.find(({ id }) => id === fault);
    if (!known) return;
    this.#last += 1;
    const lasting = always || known.standing;
    this.#entries.push({
      id: this.#last,
      fault,
      label: known.label,
      always: lasting,
      ...this.#gateway.trouble(fault, lasting),
    });
  }

  takeBack(id: number): void {
    this.#entries.find((entry) => entry.id === id)?.takeBack();
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
  }
}
