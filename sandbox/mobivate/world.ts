import type { Clock } from '../clock.ts';
import type { Deliveries } from '../deliveries.ts';
import type { RecordedRequest } from '../exchange.ts';
import type { Faults } from '../faults.ts';
import type { Random } from '../random.ts';
import type { Accounts } from './accounts.ts';
import type { Links } from './links.ts';
import type { Settings } from './settings.ts';

/** What the parts of the sandbox share. */
export interface World {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: Settings;
  readonly accounts: Accounts;
  readonly faults: Faults;
  readonly links: Links;
  readonly deliveries: Deliveries;
  readonly requests: RecordedRequest[];
  /** Numbers that end as another ending says, such as `903`, whatever their own digits are. */
  readonly endings: Map<string, string>;
}
