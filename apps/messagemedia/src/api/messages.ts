import { GatewayError } from '@messaging/errors/gateway-error';
import { orNull } from '@messaging/gateway/exchange';
import { LOOK_UP_MILLISECONDS } from '@messaging/gateway/unclear-send';
import * as v from 'valibot';
import type { Api } from './api.ts';
import { type Message, sentMessage } from './message.ts';

const pathOf = (id: string): string => `/v1/messages/${id}`;

/** Finds a sent message by ID, or `null`. Messages are kept for 45 days. */
export const lookUpMessage = ({ exchange }: Api, id: string): Promise<Message | null> =>
  orNull(exchange({ method: 'GET', path: pathOf(id), effect: 'reads' }, sentMessage));

export interface Cancelled {
  readonly cancelled: boolean;
  /** MessageMedia's current status in upper case. */
  readonly status: string | null;
}

/** The status of a message after an unclear cancellation, or `null` if unknown. */
const standing = async (api: Api, id: string): Promise<Cancelled | null> => {
  const { status = null } = (await lookUpMessage(api, id).catch(() => null)) ?? {};
  return status === null ? null : { cancelled: status === 'CANCELLED', status };
};

/**
 * Cancels a scheduled message. MessageMedia rejects other messages with 400, so their status is looked up.
 * @throws GatewayError of kind `not_found` if the message does not exist
 */
export const cancelMessage = async (api: Api, id: string): Promise<Cancelled> => {
  try {
    // A success has no body.
    await api.exchange(
      {
        method: 'PUT',
        path: pathOf(id),
        json: { status: 'cancelled' },
        effect: 'changes',
        leave: LOOK_UP_MILLISECONDS,
      },
      v.unknown(),
    );
    return { cancelled: true, status: 'CANCELLED' };
  } catch (error) {
    const kind = error instanceof GatewayError ? error.kind : null;
    const now = kind === 'refused' || kind === 'unknown' ? await standing(api, id) : null;
    if (now === null || now.status === 'SCHEDULED') throw error;
    return now;
  }
};
