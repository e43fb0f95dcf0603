import type { HttpBindings } from '@hono/node-server';
import type { Clock } from '../clock.ts';
import type { Deliveries } from '../deliveries.ts';
import type { RecordedRequest } from '../exchange.ts';
import type { Faults } from '../faults.ts';
import type { Random } from '../random.ts';
import type { Account, Accounts } from './accounts.ts';
import type { Ledger } from './ledger.ts';
import type { Settings } from './settings.ts';

/** The shared state of the sandbox. */
export interface World {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: Settings;
  readonly accounts: Accounts;
  readonly faults: Faults;
  readonly deliveries: Deliveries;
  readonly requests: RecordedRequest[];
  /** Numbers that get another ending's result, such as `901`, whatever their own digits. */
  readonly endings: Map<string, string>;
  /** `http://127.0.0.1:<port>`, also for images. */
  url: string;
}

/** The context of every handler: the request, the key's account, and its ledger. */
export interface ApiEnv {
  Bindings: HttpBindings & { request: RecordedRequest };
  Variables: { account: Account; ledger: Ledger };
}
