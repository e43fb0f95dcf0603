import type { Clock } from '../clock.ts';
import type { Deliveries } from '../deliveries.ts';
import type { RecordedRequest } from '../exchange.ts';
import type { Faults } from '../faults.ts';
import type { Random } from '../random.ts';
import type { Business, Key } from './business.ts';
import type { Settings } from './settings.ts';

/** The shared state of the sandbox. */
export interface World {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: Settings;
  readonly faults: Faults;
  readonly deliveries: Deliveries;
  readonly requests: RecordedRequest[];
  /** Numbers that get another ending's result, such as `901`, whatever their own digits. */
  readonly endings: Map<string, string>;
  readonly keys: Key[];
  readonly business: Business;
}
