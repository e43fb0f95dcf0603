import { GatewayError } from '@messaging/errors/gateway-error';
import { orNull } from '@messaging/gateway/exchange';
import { readAll } from '@messaging/gateway/paging';
import { anyObject, id, recordsOf } from '@messaging/gateway/schemas';
import { LOOK_UP_MILLISECONDS } from '@messaging/gateway/unclear-send';
import * as v from 'valibot';
import type { Api } from './api.ts';
import { totalOf } from './total.ts';

export type HookEvent =
  | 'RECEIVED_SMS'
  | 'RECEIVED_MMS'
  | 'OPT_OUT_SMS'
  | 'ENROUTE_DR'
  | 'SUBMITTED_DR'
  | 'DELIVERED_DR'
  | 'EXPIRED_DR'
  | 'REJECTED_DR'
  | 'FAILED_DR';

export interface NewHook {
  readonly url: string;
  readonly events: readonly HookEvent[];
  /** The Velocity template of the body. */
  readonly template: string;
}

const PATH = '/v1/webhooks/messages';
const PAGE_SIZE = 100;

const hook = v.object({ id });
const listedHook = v.object({ id, url: v.string(), method: v.nullish(v.string(), 'POST') });
const page = v.object({ pageData: recordsOf(listedHook), pageSize: v.fallback(v.number(), PAGE_SIZE) });

const pages = ({ exchange }: Api) => ({
  size: PAGE_SIZE,
  fetch: async (index: number) => {
    const { pageData, pageSize } = await exchange(
      { method: 'GET', path: PATH, query: { page: index, page_size: PAGE_SIZE }, effect: 'subscribes' },
      page,
    );
    return { ...pageData, total: totalOf(pageData.count < pageSize, index, PAGE_SIZE) };
  },
});

/** Checks the key by listing the webhooks, which changes nothing. */
export const checkKey = async ({ exchange }: Api): Promise<void> => {
  await exchange({ method: 'GET', path: PATH, retry: false, effect: 'reads' }, page);
};

/** Sets the events and template of the existing webhook with this URL. */
const takeOver = async (api: Api, { url, events, template }: NewHook): Promise<{ id: string } | null> => {
  const { found } = await readAll(
    pages(api),
    api.remaining,
    (each) => each.url === url && each.method === 'POST',
  );
  const [known] = found;
  if (!known) return null;
  await api.exchange(
    {
      method: 'PATCH',
      path: `${PATH}/${known.id}`,
      json: { events, template, encoding: 'JSON' },
      effect: 'subscribes',
    },
    anyObject,
  );
  return { id: known.id };
};

const isOpen = (error: unknown): boolean =>
  error instanceof GatewayError && (error.status === 409 || error.kind === 'unknown');

/**
 * Creates a webhook. MessageMedia stores one per URL and method, so an existing one, or one whose response was lost,
 * is reused.
 */
export const createHook = async (api: Api, wanted: NewHook): Promise<{ id: string }> => {
  const { url, events, template } = wanted;
  const json = { url, method: 'POST', encoding: 'JSON', events, template, retries: 5, retry_delay: 60 };
  try {
    return await api.exchange(
      { method: 'POST', path: PATH, json, effect: 'subscribes', leave: LOOK_UP_MILLISECONDS },
      hook,
    );
  } catch (error) {
    const known = isOpen(error) ? await takeOver(api, wanted) : null;
    if (known) return known;
    throw error;
  }
};

/** Deletes a webhook. Succeeds if it does not exist. */
export const deleteHook = async ({ exchange }: Api, hookId: string): Promise<void> => {
  await orNull(exchange({ method: 'DELETE', path: `${PATH}/${hookId}`, effect: 'subscribes' }, v.unknown()));
};
