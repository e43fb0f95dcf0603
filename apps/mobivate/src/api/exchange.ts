import type { Request } from '@messaging/gateway/call';
import * as gateway from '@messaging/gateway/exchange';
import { anyObject } from '@messaging/gateway/schemas';
import { LOOK_UP_MILLISECONDS } from '@messaging/gateway/unclear-send';
import type { Connection } from './connection.ts';
import { failureOf, failureOfSilence, isRefusal, type Purpose } from './failures.ts';

/** One call with what it is for. */
export type Ask = gateway.Ask<Purpose>;

/** Makes calls of one connection; the path is below the connection's API, or below the contact service with a login. */
export type Exchange = gateway.Exchange<Purpose>;

/** What is sent or made may have to be looked up afterwards, so such a call leaves time for that. */
const leaveOf = ({ effect }: Purpose): number =>
  effect === 'reads' || effect === 'registers' ? 0 : LOOK_UP_MILLISECONDS;

/** An exchange over `request` for one connection. */
export const createExchange = (connection: Connection, request: Request): Exchange =>
  gateway.createExchange<Purpose>({
    request,
    leaveOf,
    baseUrlOf: ({ withLogin }) => (withLogin ? connection.tasksUrl : connection.baseUrl),
    isSuccess: (answer) => gateway.isSuccessStatus(answer) && !isRefusal(answer.data),
    failureOf: (reply, { effect, permission, withLogin }) => {
      const purpose = { effect, permission, withLogin };
      return reply.kind === 'silence'
        ? failureOfSilence(reply, purpose, connection)
        : failureOf(reply, purpose, connection);
    },
  });

/** Checks that Mobivate accepts the key. Not retried, because the user is waiting and can try again. */
export const checkKey = async (exchange: Exchange): Promise<void> => {
  await exchange({ method: 'GET', path: '/auth/test', retry: false, effect: 'reads' }, anyObject);
};
