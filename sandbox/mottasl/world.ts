import type { GatewayWorld } from '../gateway.ts';
import type { Business, Key } from './business.ts';
import type { Settings } from './settings.ts';

/** What the parts of this sandbox share. */
export interface World extends GatewayWorld<Settings> {
  readonly keys: Key[];
  readonly business: Business;
}
