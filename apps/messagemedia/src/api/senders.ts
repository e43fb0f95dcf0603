import { recordsOf, textOrNull } from '@messaging/gateway/schemas';
import * as v from 'valibot';
import type { Api } from './api.ts';
import { address } from './message.ts';

export interface Sender {
  /** A name, a short code, or an MSISDN. */
  readonly address: string;
  readonly label: string | null;
}

const PAGE_SIZE = 100;
const MOST_PAGES = 20;

const page = v.object({
  data: recordsOf(v.object({ sender_address: address, label: textOrNull, display_status: textOrNull })),
  pagination: v.fallback(v.object({ next_token: textOrNull }), { next_token: null }),
});

/** Returns the account's senders, without expired ones. */
export const listSenders = async ({ exchange }: Api): Promise<Sender[]> => {
  const senders: Sender[] = [];
  let token: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const query: Record<string, unknown> = { page_size: PAGE_SIZE, ...(token !== null && { token }) };
    const { data, pagination } = await exchange(
      { method: 'GET', path: '/v1/messaging/numbers/sender_address/addresses', query, effect: 'reads' },
      page,
    );
    for (const { sender_address, label, display_status } of data.items) {
      if (sender_address !== null && display_status !== 'EXPIRED')
        senders.push({ address: sender_address, label });
    }
    token = pagination.next_token;
    if (token === null) break;
  }
  return senders;
};
