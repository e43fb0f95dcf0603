import { fingerprint } from '@messaging/gateway/hash';
import type { Asker, Connection, Gateway } from '../gateway.ts';
import { nobodyIn } from '../nobody.ts';
import { mottaslChanges } from './changes.ts';
import { listIn, mottaslLists, scopeOf } from './lists.ts';
import { mottaslAwaited, mottaslNotices, registerWebhooks } from './notices.ts';
import { mottaslSends } from './sends.ts';

/** A well-formed token that does not exist. */
const MADE_UP = `${Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')}.${Buffer.from('{"scope":"read"}').toString('base64url')}.bm9ib2R5`;

const remove: Connection['remove'] = {
  webhook: async (ask, url) => {
    const read = async () => {
      const list = listIn((await ask({ path: '/webhook' })).json);
      if (list === null) throw new Error('the list could not be read');
      return list.filter((webhook) => webhook.url === url);
    };
    for (const { id } of await read()) await ask({ method: 'DELETE', path: `/webhook/${id}` });
    if ((await read()).length > 0) throw new Error('it is still there');
  },
};

const connect = async (asker: Asker): Promise<Connection> => {
  const key = (await asker.secret('MOTTASL_API_KEY', 'Azeer API key'))
    .replace(/^Bearer\s+/i, '')
    .replace(/\s+/g, '');
  const scope = scopeOf(key);
  const country = asker.maybe('OBSERVE_COUNTRY');
  return {
    platform: 'whatsapp',
    label: `Azeer · ${fingerprint(key)}${scope === null ? '' : ` (${scope})`}`,
    route: {
      base: (asker.maybe('MOTTASL_API_URL') ?? 'https://api.mottasl.ai/v1').replace(/\/+$/, ''),
      sign: ({ key: which }) => ({ Authorization: `Bearer ${which === 'own' ? key : MADE_UP}` }),
    },
    secrets: [key],
    knock: { path: '/agent' },
    changes: [
      'makes a webhook for an address where nobody is, and deletes it',
      'sends a message to a word in place of a number, which Azeer refuses',
    ],
    messages: [
      'one text, and once more with create=true where it is refused: the number becomes a contact, which nobody can take back',
      'one approved template with made-up values',
      'no message: makes the number a contact, and assigns it to the first agent',
    ],
    listening: [
      'makes three webhooks that post messages, statuses and new contacts of the account here while it runs, and deletes them',
      'write to the business from the phone while it waits',
    ],
    remove,
    price: async () => null,
    register: registerWebhooks,
    awaited: mottaslAwaited,
    nobody: nobodyIn('447700900', 3),
    given: { key, ...(country !== undefined && { country }) },
  };
};

/** Azeer (formerly Mottasl): WhatsApp. */
export const mottasl: Gateway = {
  name: 'mottasl',
  title: 'Azeer',
  preface:
    'Azeer, formerly Mottasl, is a platform for WhatsApp. Its documentation leaves much open, so many claims are unknown; each of those has a switch in the sandbox.',
  chapters: [mottaslLists, mottaslChanges, mottaslSends, mottaslNotices],
  connect,
};
