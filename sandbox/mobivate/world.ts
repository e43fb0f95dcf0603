import type { GatewayWorld } from '../gateway.ts';
import type { Accounts } from './accounts.ts';
import type { Links } from './links.ts';
import type { Settings } from './settings.ts';

/** The shared state of the sandbox. */
export interface World extends GatewayWorld<Settings> {
  readonly accounts: Accounts;
  readonly links: Links;
}
