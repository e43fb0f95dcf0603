import type { HttpBindings } from '@hono/node-server';
import type { RecordedRequest } from '../exchange.ts';
import type { GatewayWorld } from '../gateway.ts';
import type { Account, Accounts } from './accounts.ts';
import type { Ledger } from './ledger.ts';
import type { Settings } from './settings.ts';

/** What the parts of the sandbox share. */
export interface World extends GatewayWorld<Settings> {
  readonly accounts: Accounts;
  /** `http://127.0.0.1:<port>`, also for images. */
  url: string;
}

/** The context of every handler: the request, the key's account, and its ledger. */
export interface ApiEnv {
  Bindings: HttpBindings & { request: RecordedRequest };
  Variables: { account: Account; ledger: Ledger };
}
