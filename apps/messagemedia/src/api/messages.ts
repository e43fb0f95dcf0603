import { GatewayError } from '@messaging/errors/gateway-error';
import { orNull } from '@messaging/gateway/exchange';
import { LOOK_UP_MILLISECONDS } from '@messaging/gateway/unclear-send';
import * as v from 'valibot';
import type { Api } from './api.ts';
import { type Message, sentMessage } from './message.ts';

const pathOf = (id: string): string => `/v1/messages/${id}`;

/** A message that was sent, by its id; `null` where there is none, or it is older than 45 days. */
export const lookUpMessage = ({ exchange }: Api, id: string): Promise<Message | null> =>
  orNull(exchange({ method: 'GET', path: pathOf(id), effect: 'reads' }, sentMessage));

/** What became of a message that was to be cancelled. */
export interface Cancelled {
  readonly cancelled: boolean;
  /** MessageMedia's word for what it is now, upper case. */
  readonly status: string | null;
}

/** How a message stands after it was not clearly cancelled; `null` where that cannot be told. */
const standing = async (api: Api, id: string): Promise<Cancelled | null> => {
  const { status = null } = (await lookUpMessage(api, id).catch(() => null)) ?? {};
  return status === null ? null : { cancelled: status === 'CANCELLED', status };
};

/**
 * Cancels a scheduled message. One that is not scheduled any more is refused with 400; a look at it says what it is then.
 * @throws GatewayError of kind `not_found` where there is no such message
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
