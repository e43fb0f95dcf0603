import type { HttpBindings } from '@hono/node-server';
import type { RecordedRequest } from '../exchange.ts';
import type { Account } from './accounts.ts';

/** What every handler of a platform can reach: the recorded request, and the account its key opened. */
export interface PlatformEnv {
  Bindings: HttpBindings & { request: RecordedRequest };
  Variables: { account: Account };
}
