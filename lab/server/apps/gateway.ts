import type { Fault, PhoneMessage, PhoneState, Subscription, Tour } from '../../protocol.ts';
import type { LabClock } from '../clock.ts';

/** An account at the gateway, as a connection of the app. */
export interface Account {
  readonly id: string;
  readonly authData: Readonly<Record<string, string>>;
  readonly note: string;
}

/** A gateway's sandbox that runs. */
export interface Gateway {
  readonly url: string;
  readonly accounts: readonly Account[];
  /** All messages of all accounts, with their present status. */
  messages(): Iterable<PhoneMessage>;
  /** Somebody writes on a phone. The account is the one that wrote to that phone last, or `account`. */
  reply(phone: string, text: string, account: string): void;
  /** Where the sandbox answers one of its short links; `null` for any other address. */
  addressOf(link: string): string | null;
  /** What becomes of messages to a phone from now on. */
  setPhone(phone: string, state: string): void;
  /** Makes something go wrong, once or until the returned function is called; `spent` says whether it has struck. */
  trouble(fault: string, always: boolean): { readonly spent: () => boolean; readonly takeBack: () => void };
  /** The kind of the fault that hit an exchange, if any. */
  faultOf(exchange: number): string | null;
  subscriptions(): readonly Subscription[];
  /** Runs what falls due until the lab's present time. */
  catchUp(): void;
  close(): Promise<void>;
}

/** What the lab has to know of an app. */
export interface LabApp {
  readonly id: string;
  readonly name: string;
  readonly channel: 'sms' | 'whatsapp';
  /** The variables that send the app to the tap, with the path that belongs to the address. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
  readonly phoneStates: readonly PhoneState[];
  /** The phones that are there from the start. */
  readonly phones: readonly string[];
  readonly tour: Tour;
  /** Whether the relay can stand between this gateway and the Zaps. */
  readonly relay: boolean;
  start(clock: LabClock): Promise<Gateway>;
}
