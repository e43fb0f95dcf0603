import type { Clock } from '../clock.ts';
import type { Deliveries } from '../deliveries.ts';
import type { RecordedRequest } from '../exchange.ts';
import type { Faults } from '../faults.ts';
import type { Random } from '../random.ts';
import type { Accounts } from './accounts.ts';
import type { Links } from './links.ts';
import type { Settings } from './settings.ts';

/** The shared state of the sandbox. */
export interface World {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: Settings;
  readonly accounts: Accounts;
  readonly faults: Faults;
  readonly links: Links;
  readonly deliveries: Deliveries;
  readonly requests: RecordedRequest[];
  /** Numbers with an assigned ending, such as `903`, that replaces their own last digits. */
  readonly endings: Map<string, string>;
}
