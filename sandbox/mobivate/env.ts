import type { HttpBindings } from '@hono/node-server';
import type { RecordedRequest } from '../exchange.ts';
import type { Account } from './accounts.ts';

/** The context of every handler: the recorded request and the account of its key. */
export interface PlatformEnv {
  Bindings: HttpBindings & { request: RecordedRequest };
  Variables: { account: Account };
}
