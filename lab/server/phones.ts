import type { Phone, PhoneMessage } from '../protocol.ts';
import type { Gateway, LabApp } from './apps/gateway.ts';
import type { Board } from './board.ts';

/** The phones of an app: those that are there from the start, and every number that was written to. */
export class Phones {
  readonly #first: readonly string[];
  readonly #states = new Map<string, string>();
  readonly #seen = new Map<string, string>();
  readonly #gateway: Gateway;
  readonly #board: Board;

  constructor({ phones }: LabApp, gateway: Gateway, board: Board) {
    this.#first = phones;
    for (const phone of phones) this.#states.set(phone, 'on');
    this.#gateway = gateway;
    this.#board = board;
  }

  /** Forgets what was written so far; the phones from the start stay, in the state they are in. */
  clear(): void {
    for (const phone of this.#states.keys()) if (!this.#first.includes(phone)) this.#states.delete(phone);
  }

  list(): readonly Phone[] {
    return [...this.#states].map(([msisdn, state]) => ({ msisdn, state }));
  }

  setState(phone: string, state: string): void {
    this.#states.set(phone, state);
    this.#gateway.setPhone(phone, state);
    this.#board.changed();
  }

  /** Writes on the board what has changed in the gateway's logs. */
  look(): void {
    for (const message of this.#gateway.messages()) {
      const status = `${message.status} ${message.at}`;
      if (this.#seen.get(message.id) === status) continue;
      this.#seen.set(message.id, status);
      this.#put(message);
    }
  }

  #put(message: PhoneMessage): void {
    if (!this.#states.has(message.phone)) this.#states.set(message.phone, 'on');
    this.#board.messages.put(message);
    this.#board.changed();
  }
}
