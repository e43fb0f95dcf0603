import { fingerprint } from '@messaging/gateway/hash';
import type { Asker, Connection, Gateway } from '../gateway.ts';
import type { Key } from '../network.ts';
import { oneOf } from '../nobody.ts';
import { at, rowsOf } from '../values.ts';
import { messagemediaChanges } from './changes.ts';
import { HOOKS, messagemediaKeys, messagemediaSignatures } from './keys.ts';
import { BLACKLIST, CONTACTS, messagemediaLists, messagemediaReports } from './lists.ts';
import { messagemediaAwaited, messagemediaNotices, registerWebhooks } from './notices.ts';
import { messagemediaSends } from './sends.ts';
import { basicOf, signatureOf } from './signature.ts';

const TITLES = { basic: 'Basic', hmac: 'HMAC' };

/** Numbers that the Australian regulator reserves for fiction. */
const NOBODIES = [
  '61491570006',
  '61491570156',
  '61491570157',
  '61491570158',
  '61491570159',
  '61491570110',
  '61491570313',
  '61491570737',
];

const STALE = 600_000;

const methodOf = (text: string | undefined): 'basic' | 'hmac' => {
  if (text === undefined || text === 'basic') return 'basic';
  if (text === 'hmac') return 'hmac';
  throw new Error(`MESSAGEMEDIA_AUTH_METHOD "${text}" is neither "basic" nor "hmac".`);
};

const algorithmOf = (text: string | undefined): 'sha256' | 'sha1' => {
  if (text === undefined || text === 'sha256') return 'sha256';
  if (text === 'sha1') return 'sha1';
  throw new Error(`MESSAGEMEDIA_HMAC_ALGORITHM "${text}" is neither "sha256" nor "sha1".`);
};

const remove: Connection['remove'] = {
  webhook: async (ask, url) => {
    const read = async () => {
      const { json } = await ask({ path: HOOKS, query: { page: 0, page_size: 100 } });
      const hooks = at(json, 'pageData');
      if (!Array.isArray(hooks)) throw new Error('the list could not be read');
      return rowsOf(hooks).filter((hook) => hook.url === url);
    };
    for (const { id } of await read()) await ask({ method: 'DELETE', path: `${HOOKS}/${id}` });
    if ((await read()).length > 0) throw new Error('it is still there');
  },
  'opt-out': async (ask, number) => {
    await ask({ method: 'DELETE', path: `${BLACKLIST}/${number}` });
    const { json } = await ask({ path: `/v1/number_authorisation/is_authorised/${number}` });
    if (at(json, 'numbers.0.authorised') !== true) throw new Error('it is still there');
  },
  contact: async (ask, channelId) => {
    const read = async () => {
      const { json } = await ask({ path: CONTACTS, query: { channelIds: channelId, pageSize: 100 } });
      const contacts = at(json, 'content');
      if (!Array.isArray(contacts)) throw new Error('the list could not be read');
      return rowsOf(contacts).filter(({ channels }) =>
        rowsOf(channels).some((channel) => channel.channelId === channelId),
      );
    };
    for (const { id } of await read()) await ask({ method: 'DELETE', path: `${CONTACTS}/${id}` });
    if ((await read()).length > 0) throw new Error('it is still there');
  },
};

interface Credential {
  readonly method: 'basic' | 'hmac';
  readonly key: string;
  readonly secret: string;
  readonly algorithm: 'sha256' | 'sha1';
  /** The sub-account to use. */
  readonly account: string | undefined;
}

/** How each method signs a request. */
const signer = ({ method, key, secret, algorithm, account }: Credential): Connection['route']['sign'] => {
  const child = account === undefined ? {} : { Account: account };
  return ({ key: which, ...request }) => {
    const isBasic = (method === 'basic') !== (which === 'other');
    const [name, word] = which === 'wrong' ? ['observe-nobody', 'observe-nothing'] : [key, secret];
    const variations: Partial<Record<Key, object>> = {
      sha256: { algorithm: 'sha256' },
      sha1: { algorithm: 'sha1' },
      sdk: { isSdk: true },
      'bare-query': { isQuerySigned: false },
      stale: { date: new Date(Date.now() - STALE) },
    };
    const signed = { ...request, algorithm, ...variations[which] };
    return { ...child, ...(isBasic ? basicOf(name, word) : signatureOf(name, word, signed)) };
  };
};

const connect = async (asker: Asker): Promise<Connection> => {
  const key = await asker.secret('MESSAGEMEDIA_API_KEY', 'MessageMedia API key');
  const secret = await asker.secret('MESSAGEMEDIA_API_SECRET', 'MessageMedia API secret');
  const method = methodOf(asker.maybe('MESSAGEMEDIA_AUTH_METHOD'));
  const region = asker.maybe('MESSAGEMEDIA_REGION') ?? 'api.messagemedia.com';
  const originator = asker.maybe('OBSERVE_ORIGINATOR');
  return {
    platform: method,
    label: `${TITLES[method]} · ${fingerprint(key)}`,
    route: {
      base: (asker.maybe('MESSAGEMEDIA_API_URL') ?? `https://${region}`).replace(/\/+$/, ''),
      sign: signer({
        method,
        key,
        secret,
        algorithm: algorithmOf(asker.maybe('MESSAGEMEDIA_HMAC_ALGORITHM')),
        account: asker.maybe('MESSAGEMEDIA_ACCOUNT'),
      }),
    },
    secrets: [key, secret],
    knock: { path: HOOKS },
    changes: [
      'makes a webhook for an address where nobody is, changes it, and deletes it',
      'opts a number that belongs to nobody out, and in again',
      'makes a contact with that number, and deletes it',
      'sends two messages to a word in place of a number, which MessageMedia refuses',
    ],
    messages: [
      'one message of one part, with an emoji, quotes and {{name}} in it',
      'one message of two parts',
      'one message for ten minutes from now, which is cancelled at once',
      'one message beside a wrong one, which MessageMedia should refuse together',
      'with --change: one message while the number is opted out, which should be rejected',
    ],
    listening: [
      'makes two webhooks that post every event of the account here while it runs, and deletes them',
      'reply to a message while it waits',
    ],
    remove,
    price: async () => null,
    register: registerWebhooks,
    awaited: messagemediaAwaited,
    nobody: oneOf(NOBODIES),
    given: originator === undefined ? {} : { originator },
  };
};

/** Sinch MessageMedia, with a key for Basic authentication or HMAC. */
export const messagemedia: Gateway = {
  name: 'messagemedia',
  title: 'MessageMedia',
  preface:
    'One API with the same paths in every region. A key is made for Basic authentication or for HMAC, never for both.',
  chapters: [
    messagemediaKeys,
    messagemediaSignatures,
    messagemediaReports,
    messagemediaLists,
    messagemediaChanges,
    messagemediaSends,
    messagemediaNotices,
  ],
  connect,
};
