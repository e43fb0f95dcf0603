/** What the server and the page say to each other. Times are epoch milliseconds of the lab's clock. */

export type Kind = 'triggers' | 'creates' | 'searches' | 'searchOrCreates';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** An input field, ready to be drawn. */
export interface Field {
  readonly key: string;
  readonly label: string;
  /** `string`, `text`, `integer`, `number`, `boolean`, `datetime`, `password`, `file`, `copy`, `code` or `json`. */
  readonly type: string;
  readonly required: boolean;
  readonly list: boolean;
  readonly dict: boolean;
  readonly help: string;
  readonly placeholder: string;
  readonly default: string;
  readonly choices: readonly Choice[] | null;
  /** Choices are loaded when the field is opened. */
  readonly dynamic: boolean;
  /** A change of this field may change the others. */
  readonly alters: boolean;
  readonly group: string;
  readonly children: readonly Field[];
}

export interface OutputField {
  readonly key: string;
  readonly label: string;
  readonly type: string;
}

export interface Group {
  readonly key: string;
  readonly label: string;
}

/** A trigger, action or search as the page lists it. */
export interface Operation {
  readonly kind: Kind;
  readonly key: string;
  readonly label: string;
  readonly description: string;
  /** A trigger that is told of events, rather than polling for them. */
  readonly instant: boolean;
  readonly output: readonly OutputField[];
  readonly groups: readonly Group[];
}

export interface Connection {
  readonly id: string;
  /** As Zapier shows it, such as `Classic · 3fa91c`. */
  readonly label: string;
  /** What is special about it. */
  readonly note: string;
}

/** One thing that can be made to go wrong. */
export interface Fault {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** It stays until it is taken back; the others may also strike the next request only. */
  readonly standing: boolean;
}

export interface ActiveFault {
  readonly id: number;
  readonly fault: string;
  readonly label: string;
  readonly always: boolean;
}

export interface PhoneState {
  readonly id: string;
  readonly label: string;
}

/** A link that opens the page with a form filled in. */
export interface Example {
  readonly kind: Kind;
  readonly key: string;
  readonly values: Values;
}

/** What the tour uses of an app; every app goes round the same loop. */
export interface Tour {
  readonly connection: string;
  readonly phone: string;
  readonly send: Example;
  readonly receipt: Example;
  readonly inbound: Example;
  /** The fourth step: a tap on a link, or another thing that a phone does. */
  readonly fourth:
    | { readonly trigger: Example; readonly act: 'tap' }
    | { readonly trigger: Example; readonly act: 'reply'; readonly text: string; readonly phone: string };
  /** What the second Zap does with each inbound message. */
  readonly answer: Example;
}

export interface App {
  readonly id: string;
  readonly name: string;
  readonly channel: 'sms' | 'whatsapp';
  readonly version: string;
  readonly connections: readonly Connection[];
  readonly operations: readonly Operation[];
  readonly faults: readonly Fault[];
  readonly phoneStates: readonly PhoneState[];
  readonly tour: Tour;
  /** Whether a relay can stand between the gateway and the Zaps. */
  readonly relay: boolean;
}

/** What was entered into a form. */
export type Row = Readonly<Record<string, string>>;
export type Value = string | readonly (string | Row)[] | Row;
export type Values = Readonly<Record<string, Value>>;

export type Role = 'step' | 'event' | 'poll' | 'subscribe' | 'unsubscribe' | 'resume' | 'form' | 'connect';

export interface RunError {
  /** The class, such as `ThrottledError`. */
  readonly name: string;
  readonly message: string;
  /** What Zapier does with it. */
  readonly consequence: string;
}

/** One call of a method of the app. */
export interface Run {
  readonly id: number;
  readonly role: Role;
  readonly kind: Kind | 'authentication';
  readonly key: string;
  readonly label: string;
  readonly connection: string;
  readonly zap: number | null;
  readonly at: number;
  readonly ms: number | null;
  readonly status: 'running' | 'success' | 'waiting' | 'error';
  /** The input as Zapier passed it on. */
  readonly input: unknown;
  readonly results: readonly unknown[];
  /** How many results there were; `results` holds the first of them. */
  readonly total: number;
  readonly error: RunError | null;
  readonly requests: number;
  /** Whether it was a test in the editor. */
  readonly test: boolean;
}

/** A request of the app, or a webhook that the gateway posted. */
export interface Exchange {
  readonly id: number;
  readonly direction: 'request' | 'webhook';
  readonly method: string;
  readonly path: string;
  readonly origin: string;
  readonly at: number;
  readonly ms: number | null;
  /** `null` while there is no answer. */
  readonly status: number | null;
  /** Why there was no answer; empty otherwise. */
  readonly broken: string;
  readonly fault: string | null;
  readonly run: number | null;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
}

export interface Media {
  readonly url: string;
  readonly type: string;
}

/** A message as its phone knows it. */
export interface PhoneMessage {
  readonly id: string;
  readonly phone: string;
  /** `in` came to the phone, `out` was written on it. */
  readonly direction: 'in' | 'out';
  /** The other end. */
  readonly peer: string;
  readonly text: string;
  readonly parts: number | null;
  /** The gateway's word. */
  readonly status: string;
  readonly outcome: 'pending' | 'delivered' | 'failed' | 'unknown';
  readonly sentAt: number;
  /** When its status changed last. */
  readonly at: number;
  readonly media: readonly Media[];
}

export interface Phone {
  readonly msisdn: string;
  readonly state: string;
}

/** A Zap that is on. */
export interface Zap {
  readonly id: number;
  readonly trigger: string;
  readonly label: string;
  readonly connection: string;
  readonly values: Values;
  readonly events: number;
  readonly second: {
    readonly kind: Kind;
    readonly key: string;
    readonly label: string;
    readonly values: Values;
  } | null;
}

/** Who gets the events of the gateway. */
export interface Subscription {
  readonly event: string;
  readonly account: string;
  readonly holder: string | null;
}

/** At the time `machine` of the machine it was `lab` in the lab, and goes on `rate` times as fast. */
export interface ClockState {
  readonly machine: number;
  readonly lab: number;
  readonly rate: number;
}

/** Everything of an app that the page shows; an update holds what has changed. */
export interface Update {
  readonly runs?: readonly Run[];
  readonly exchanges?: readonly Exchange[];
  readonly messages?: readonly PhoneMessage[];
  readonly phones?: readonly Phone[];
  readonly zaps?: readonly Zap[];
  readonly faults?: readonly ActiveFault[];
  readonly subscriptions?: readonly Subscription[];
  readonly relay?: boolean;
  readonly clock?: ClockState;
  /** Everything before it is forgotten. */
  readonly reset?: boolean;
}

export interface Catalogue {
  readonly apps: readonly { readonly id: string; readonly name: string }[];
  readonly chosen: string;
}
