import type { Request } from '@messaging/gateway/call';
import * as gateway from '@messaging/gateway/exchange';
import { reportsFailure } from '@messaging/gateway/failures';
import { anyObject } from '@messaging/gateway/schemas';
import { LOOK_UP_MILLISECONDS } from '@messaging/gateway/unclear-send';
import type * as v from 'valibot';
import type { Connection } from './connection.ts';
import { failureOf, failureOfSilence, type Purpose } from './failures.ts';

export type Ask = gateway.Ask<Purpose>;

export type Exchange = gateway.Exchange<Purpose>;

/** Sends and creations leave time for a look-up afterwards. */
const leaveOf = ({ effect }: Purpose): number =>
  effect === 'reads' || effect === 'registers' ? 0 : LOOK_UP_MILLISECONDS;

export const createExchange = (connection: Connection, request: Request): Exchange =>
  gateway.createExchange<Purpose>({
    request,
    leaveOf,
    baseUrlOf: ({ withLogin }) => (withLogin ? connection.tasksUrl : connection.baseUrl),
    isSuccess: (answer) => gateway.isSuccessStatus(answer) && !reportsFailure(answer.data),
    failureOf: (reply, { effect, permission, withLogin }) => {
      const purpose = { effect, permission, withLogin };
      return reply.kind === 'silence'
        ? failureOfSilence(reply, purpose, connection)
        : failureOf(reply, purpose, connection);
    },
  });

export const checkKey = async (
  exchange: Exchange,
  confirmation: v.GenericSchema = anyObject,
): Promise<void> => {
  await exchange({ method: 'GET', path: '/auth/test', retry: false, effect: 'reads' }, confirmation);
};
