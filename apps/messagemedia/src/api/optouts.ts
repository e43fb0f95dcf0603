import { orNull } from '@messaging/gateway/exchange';
import { LOOK_UP_MILLISECONDS } from '@messaging/gateway/unclear-send';
import * as v from 'valibot';
import type { Api } from './api.ts';

const ROOT = '/v1/number_authorisation';
const LIST = `${ROOT}/mt/blacklist`;

export const MOST_NUMBERS = 10;

const authorisations = v.object({
  numbers: v.pipe(v.array(v.object({ number: v.string(), authorised: v.boolean() })), v.minLength(1)),
});

/** Returns which of up to ten numbers (MSISDNs) are opted out. Leaves time for a send. */
export const optedOut = async ({ exchange }: Api, mobiles: readonly string[]): Promise<Set<string>> => {
  const path = `${ROOT}/is_authorised/${mobiles.map((mobile) => `+${mobile}`).join(',')}`;
  const { numbers } = await exchange(
    { method: 'GET', path, effect: 'reads', leave: LOOK_UP_MILLISECONDS },
    authorisations,
  );
  const listed = numbers.filter(({ authorised }) => !authorised);
  return new Set(listed.map(({ number }) => number.replace(/^\+/, '')));
};

export const isOptedOut = async (api: Api, mobile: string): Promise<boolean> =>
  (await optedOut(api, [mobile])).has(mobile);

const added = v.object({ numbers: v.array(v.string()) });

/** Adds up to ten numbers (MSISDNs) to the opt-out list. Idempotent. */
export const addOptouts = async ({ exchange }: Api, mobiles: readonly string[]): Promise<void> => {
  const json = { numbers: mobiles.map((mobile) => `+${mobile}`) };
  await exchange({ method: 'POST', path: LIST, json, effect: 'changes' }, added);
};

/** Removes a number from the opt-out list. Returns `false` if it was not on it. The response is plain text. */
export const removeOptout = async ({ exchange }: Api, mobile: string): Promise<boolean> => {
  const removed = await orNull(
    exchange(
      { method: 'DELETE', path: `${LIST}/+${mobile}`, effect: 'changes' },
      v.pipe(
        v.unknown(),
        v.transform(() => true),
      ),
    ),
  );
  return removed ?? false;
};
