import { fingerprint } from '@messaging/gateway/hash';
import type { Ask, Asker, Connection, Gateway } from '../gateway.ts';
import type { Look } from '../look.ts';
import type { Key } from '../network.ts';
import { nobodyIn } from '../nobody.ts';
import { at, type Fields, rowsOf } from '../values.ts';
import { both } from './both.ts';
import { classicAccount } from './classic-account.ts';
import { classicLog, listed } from './classic-log.ts';
import { classicNotices } from './classic-notices.ts';
import { classicOptouts, optoutsSince, PATHS } from './classic-optouts.ts';
import { classicSends } from './classic-sends.ts';
import { readNotice } from './deliveries.ts';
import { isFinal } from './receipts.ts';
import { vortexChanges } from './vortex-changes.ts';
import { historyOf, vortexHistory, vortexKeys, vortexLists } from './vortex-lists.ts';
import { vortexReceipts, vortexSends } from './vortex-sends.ts';

type Platform = 'classic' | 'vortex';

const HOSTS: Record<Platform, string> = {
  classic: 'https://api.mobivatebulksms.com',
  vortex: 'https://vortex.mobivatebulksms.com',
};

const TASKS = 'https://tasks-wave.mobivate.com';
const DAY = 86_400_000;
const NOBODY = '11111111-2222-4333-8444-555555555555';

const MADE_UP: Record<Platform, string> = { classic: NOBODY, vortex: `v-${NOBODY}:${NOBODY}` };

const EVENTS = ['receipt', 'incoming', 'click'] as const;

const gone = (rows: readonly Fields[], isIt: (row: Fields) => boolean): void => {
  if (rows.some(isIt)) throw new Error('it is still there');
};

const listOf = ({ json }: { json: unknown }): readonly Fields[] => {
  const list = Array.isArray(json) ? json : (at(json, 'results') ?? at(json, 'records'));
  if (!Array.isArray(list)) throw new Error('the list could not be read');
  return rowsOf(list);
};

const REMOVE: Record<Platform, Connection['remove']> = {
  classic: {
    'opt-out': async (ask, mobile) => {
      for (const path of PATHS) await ask({ method: 'DELETE', path, json: { mobile } });
      gone(listOf(await ask(optoutsSince(Date.now() - 2 * DAY))), (row) => row.mobile === mobile);
    },
    webhook: async (ask, mark) => {
      const [event, url = 'none'] = mark.split(' ');
      const answer = await ask({
        method: 'POST',
        path: `/webhooks/${event}`,
        json: { url: url === 'none' ? '' : url },
      });
      if (answer.status !== 200) throw new Error('the webhook could not be put back');
    },
  },
  vortex: {
    'opt-out': async (ask, msisdn) => {
      await ask({ method: 'DELETE', path: `/addressbook/optouts/${msisdn}` });
      const path = '/addressbook/optouts';
      gone(
        listOf(await ask({ path, query: { offset: 0, limit: 5000 }, timeoutMs: 60_000 })),
        (row) => row.msisdn === msisdn,
      );
    },
    contact: async (ask, mark) => {
      const read = async () =>
        listOf(
          await ask({ path: '/addressbook/contacts', query: { offset: 0, limit: 5000 }, timeoutMs: 60_000 }),
        );
      const isIt = (row: Fields) => row.alias === mark || row.msisdn === mark;
      for (const { id, msisdn } of (await read()).filter(isIt)) {
        await ask({ method: 'DELETE', path: `/addressbook/contacts/${id}` });
        if ((await read()).some((row) => row.id === id))
          await ask({ method: 'DELETE', path: `/addressbook/contacts/${msisdn}` });
      }
      gone(await read(), isIt);
    },
  },
};

/** The price of a part in the latest paid message, in words. */
const priceOf = (rows: readonly Fields[], name: 'cost' | 'price'): string | null => {
  const paid = rows.find((row) => Number(row[name]) > 0 && Number(row.parts) > 0);
  if (!paid) return null;
  const part = Math.round((Number(paid[name]) / Number(paid.parts)) * 10_000) / 10_000;
  return `${part} ${paid.currency ?? ''} a part, as for a recent message of this account`;
};

const PRICE: Record<Platform, (ask: Ask) => Promise<string | null>> = {
  classic: async (ask) =>
    priceOf(
      listOf(await ask(listed(Date.now() - 30 * DAY, Date.now() + DAY, { pageSize: 100, direction: 'MT' }))),
      'cost',
    ),
  vortex: async (ask) =>
    priceOf(listOf(await ask(historyOf(Date.now() - 7 * DAY, Date.now() + DAY, { limit: 100 }))), 'price'),
};

/** Points the webhooks whose current URL is known to the listener. */
const registerClassic = async (look: Look): Promise<void> => {
  const { listener, given } = look.scene;
  if (!listener) return;
  for (const event of EVENTS) {
    const known = given[`webhook_${event}`];
    if (!known) continue;
    look.leave('webhook', `${event} ${known}`);
    const set = (name: string) =>
      look.ask(`webhook-${name}`, {
        method: 'POST',
        path: `/webhooks/${event}`,
        json: { url: listener.url(name) },
      });
    if (event === 'receipt') await set('receipt-first');
    await set(event);
  }
  listener.refuseNext('receipt', 500);
};

const registerVortex = async (look: Look): Promise<void> => look.scene.listener?.refuseNext('receipt', 500);

/** Whether the last receipts of the sent messages have arrived, and, on Classic, a reply and a click. */
const awaited =
  (platform: Platform) =>
  (look: Look): boolean => {
    const { listener, mark } = look.scene;
    const notices = (listener?.arrivals('receipt') ?? []).map(readNotice);
    const isDone = (name: string) =>
      notices.some(({ fields }) => fields.clientReference === `${mark}-${name}` && isFinal(fields.status));
    const hasReceipts = look.scene.recipient === null ? notices.length > 0 : isDone('1') && isDone('b1');
    const hasEvent = (name: string) =>
      !look.scene.given[`webhook_${name}`] || (listener?.arrivals(name).length ?? 0) > 0;
    return hasReceipts && (platform === 'vortex' || (hasEvent('incoming') && hasEvent('click')));
  };

const MESSAGES: Record<Platform, readonly string[]> = {
  classic: [
    'one message of one part, with an emoji and {{name}} in it',
    'a batch: a message of two parts with a short link, and a duplicate that Mobivate should leave out',
    'one message, two minutes from now',
    'with --change: one message while the number is opted out, which Mobivate should refuse',
  ],
  vortex: [
    'one message of one part, with an emoji and {{name}} in it',
    'one message, two minutes from now',
    'a batch of one message of two parts',
    'with --change: two messages while the number is opted out',
  ],
};

const CHANGES: Record<Platform, readonly string[]> = {
  classic: ['puts a number that belongs to nobody on the opt-out list, and takes it off again'],
  vortex: [
    'puts a number that belongs to nobody on the opt-out list, and takes it off again',
    'makes two contacts with that number, and deletes them',
  ],
};

const LISTENING: Record<Platform, readonly string[]> = {
  classic: [
    'points the webhooks that --webhook names to this machine, and back to the URL that is named: Classic cannot tell which URL is set, so a webhook that is not named is left alone',
    'reply to a message and open its link while it waits',
  ],
  vortex: ['names an address of this machine in each send, to which the receipts go'],
};

const readHost = (asker: Asker, platform: Platform): string =>
  (
    asker.maybe('MOBIVATE_API_URL') ??
    (asker.maybe('MOBIVATE_API_HOST') ? `https://${asker.maybe('MOBIVATE_API_HOST')}` : HOSTS[platform])
  ).replace(/\/+$/, '');

const givenBy = (asker: Asker): Record<string, string> => {
  const elsewhere = asker.maybe('MOBIVATE_API_URL');
  const tasks = asker.maybe('MOBIVATE_TASKS_URL') ?? (elsewhere ? undefined : TASKS);
  const values = {
    username: asker.maybe('MOBIVATE_USERNAME'),
    password: asker.maybe('MOBIVATE_PASSWORD'),
    originator: asker.maybe('OBSERVE_ORIGINATOR'),
    tasks,
    isElsewhere: elsewhere && 'yes',
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
};

const connect = async (asker: Asker): Promise<Connection> => {
  const key = (await asker.secret('MOBIVATE_API_KEY', 'Mobivate API key')).trim().replace(/^Bearer\s+/i, '');
  const given = givenBy(asker);
  const isVortex =
    key.startsWith('v-') ||
    ![undefined, 'api.mobivatebulksms.com'].includes(asker.maybe('MOBIVATE_API_HOST'));
  const platform = isVortex ? 'vortex' : 'classic';
  const keyFor = (which: Key): string => {
    if (which === 'wrong') return MADE_UP[platform];
    return which === 'other' ? MADE_UP[isVortex ? 'classic' : 'vortex'] : key;
  };
  return {
    platform,
    label: `${isVortex ? 'Vortex' : 'Classic'} · ${fingerprint(key)}`,
    route: {
      base: readHost(asker, platform),
      sign: ({ key: which }) => ({ Authorization: `Bearer ${keyFor(which)}` }),
    },
    secrets: [key, ...[given.username, given.password].filter((secret) => secret !== undefined)],
    knock: { path: '/auth/test' },
    changes: CHANGES[platform],
    messages: MESSAGES[platform],
    listening: LISTENING[platform],
    remove: REMOVE[platform],
    price: PRICE[platform],
    register: platform === 'classic' ? registerClassic : registerVortex,
    awaited: awaited(platform),
    nobody: nobodyIn('447700900', 3),
    given,
  };
};

/** Mobivate, on the platform of the key. */
export const mobivate: Gateway = {
  name: 'mobivate',
  title: 'Mobivate',
  preface:
    'Mobivate runs two platforms that look alike. A key that begins with `v-` belongs to Vortex, any other to Classic.',
  chapters: [
    both,
    classicAccount,
    classicLog,
    classicOptouts,
    classicSends,
    classicNotices,
    vortexKeys,
    vortexHistory,
    vortexLists,
    vortexChanges,
    vortexSends,
    vortexReceipts,
  ],
  connect,
};
