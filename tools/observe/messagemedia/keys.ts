import { type Chapter, type Claim, judge, Unclear } from '../claim.ts';
import type { Look } from '../look.ts';
import type { Key } from '../network.ts';
import { at, isFields, shown } from '../values.ts';

const BOTH = ['basic', 'hmac'];

export const HOOKS = '/v1/webhooks/messages';

export const hooks = (look: Look) => look.ask('webhooks', { path: HOOKS });

const badKey = (look: Look) => look.ask('wrong-key', { path: HOOKS, key: 'wrong' });

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

export const messagemediaKeys: Chapter = {
  title: 'Keys and errors',
  platforms: BOTH,
  claims: [
    {
      id: 'mm-webhooks-list',
      says: '`GET /v1/webhooks/messages` responds to a good key with 200 and `{page, pageSize, pageData}`, pages counted from 0.',
      source: 'specification, Webhooks management',
      sure: 'documented',
      uses: 'The connection test; and finding a webhook after a 409.',
      by: 'reading',
      how: 'List the webhooks.',
      check: async (look) => {
        const answer = await hooks(look);
        const holds =
          answer.status === 200 &&
          Array.isArray(at(answer.json, 'pageData')) &&
          at(answer.json, 'page') === 0;
        return judge(holds, shown(answer));
      },
    },
    {
      id: 'mm-bad-key-401',
      says: 'A wrong key returns 401 `{message}`.',
      source: 'specification; older documents and the notes of the libraries say 403',
      sure: 'contradictory',
      uses: 'A 401 asks the user to reconnect. With 403 a bad key looks as if a feature were missing.',
      by: 'reading',
      how: 'List the webhooks with an unknown key.',
      check: async (look) => {
        const answer = await badKey(look);
        return judge(answer.status === 401 && typeof at(answer.json, 'message') === 'string', shown(answer));
      },
    },
    {
      id: 'mm-key-kind',
      says: 'A key of one kind is refused in the other way: Basic with a signature, HMAC with a password.',
      source: 'the hub lists them apart; no source mentions it',
      sure: 'unknown',
      uses: 'The field Key Type. Were both taken, it would not be needed.',
      by: 'reading',
      how: 'Use the key in the other way.',
      check: async (look) => {
        const answer = await look.ask('other-kind', { path: HOOKS, key: 'other' });
        return judge(answer.status === 401 || answer.status === 403, shown(answer));
      },
    },
    {
      id: 'mm-clock',
      says: "MessageMedia's clock is within a minute of this machine's.",
      source: 'it follows from what clocks are for',
      sure: 'inferred',
      uses: 'A signature holds the time: with clocks too far apart every signed request is refused.',
      by: 'reading',
      how: 'Look at the `Date` of an answer.',
      check: async (look) => {
        const date = Date.parse((await hooks(look)).headers.date ?? '');
        if (Number.isNaN(date)) throw new Unclear('the answer has no Date');
        const seconds = Math.round(Math.abs(date - Date.now()) / 1000);
        return judge(seconds <= 60, seconds <= 60 ? 'less than a minute apart' : `${seconds} s apart`);
      },
    },
    {
      id: 'mm-not-found',
      says: 'A message that is unknown returns 404 `{message}`.',
      source: 'specification, Messages',
      sure: 'documented',
      uses: "Find Message by id then returns nothing; Cancel Scheduled Message reports that the message doesn't exist.",
      by: 'reading',
      how: 'Request an unknown ID.',
      check: async (look) => {
        const answer = await look.ask('message-unknown', { path: `/v1/messages/${UNKNOWN}` });
        return judge(answer.status === 404 && typeof at(answer.json, 'message') === 'string', shown(answer));
      },
    },
    {
      id: 'mm-unknown-path',
      says: 'A path that does not exist returns 404 with a JSON object.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Nothing.',
      by: 'reading',
      how: 'Request an unknown path.',
      check: async (look) => {
        const answer = await look.ask('unknown-path', { path: '/v1/observe/nothing-here' });
        return judge(answer.status === 404 && isFields(answer.json), shown(answer));
      },
    },
    {
      id: 'mm-no-rate-limit-headers',
      says: 'Responses have no rate-limit headers.',
      source: 'the changelog says that no operation answers 429',
      sure: 'inferred',
      uses: 'Nothing yet. After a 429 the app waits for Retry-After, or a minute.',
      by: 'reading',
      how: 'Look at the headers of the list of webhooks.',
      check: async (look) => {
        const names = Object.keys((await hooks(look)).headers).filter((name) =>
          /rate-?limit|^retry-after$/.test(name),
        );
        return judge(names.length === 0, names.length === 0 ? 'no such header' : names.join(', '));
      },
    },
    {
      id: 'mm-no-credits',
      says: 'There is no `GET /v1/messaging/credits` any more.',
      source: 'only old libraries have it',
      sure: 'inferred',
      uses: 'Nothing. Were it there, the app could show the credit.',
      by: 'reading',
      how: 'Ask for it.',
      check: async (look) => {
        const answer = await look.ask('credits', { path: '/v1/messaging/credits' });
        return judge(answer.status >= 400, shown(answer));
      },
    },
    {
      id: 'mm-singapore-tls',
      says: 'A message to Singapore over a TLS below 1.3 is rejected with 422.',
      source: 'specification, since April 2026',
      sure: 'documented',
      uses: 'Nothing: Node speaks TLS 1.3.',
      by: 'nothing',
      how: 'it takes an old TLS and a number in Singapore',
    },
    {
      id: 'mm-not-idempotent',
      says: 'Nothing is idempotent; an account can suppress duplicates, with the code 305.',
      source: 'specification, Delivery status codes',
      sure: 'documented',
      uses: 'The app never retries a send.',
      by: 'nothing',
      how: 'it would cost messages, and depends on a setting of the account',
    },
  ],
};

const signing = (
  id: string,
  key: Key,
  says: string,
  more: Pick<Claim, 'source' | 'sure' | 'uses'>,
  isTaken = true,
): Claim => ({
  id,
  says,
  ...more,
  by: 'reading',
  how: 'Sign a request so.',
  check: async (look) => {
    const answer = await look.ask(id, {
      path: HOOKS,
      key,
      ...(key === 'own' || key === 'bare-query' ? { query: { page: 0, page_size: 1 } } : {}),
    });
    return judge(isTaken ? answer.status === 200 : answer.status === 401, shown(answer));
  },
});

export const messagemediaSignatures: Chapter = {
  title: 'Signatures',
  platforms: ['hmac'],
  claims: [
    signing('mm-hmac-query', 'own', 'A signature over the path with its query is taken.', {
      source: 'Kong, whose scheme this is; no example of the vendor has a query',
      sure: 'inferred',
      uses: 'Every request with a query of a connection with an HMAC key.',
    }),
    signing(
      'mm-hmac-query-needed',
      'bare-query',
      'A signature over the path without the query is refused.',
      { source: 'it follows from the claim before', sure: 'inferred', uses: 'Nothing.' },
      false,
    ),
    signing('mm-hmac-sha256', 'sha256', '`hmac-sha256` is taken.', {
      source: 'specification; every library of the vendor uses SHA-1',
      sure: 'contradictory',
      uses: 'SHA-256 is what the field HMAC Algorithm begins with.',
    }),
    signing('mm-hmac-sha1', 'sha1', '`hmac-sha1` is taken.', {
      source: 'every library of the vendor uses it; the documents say SHA-256',
      sure: 'contradictory',
      uses: 'The choice SHA-1 in the field HMAC Algorithm.',
    }),
    signing(
      'mm-hmac-sdk-names',
      'sdk',
      'The names of the libraries, `date` and `x-Content-MD5`, are taken too.',
      {
        source: 'the libraries; the documents write `Date` and `Content-MD5`',
        sure: 'contradictory',
        uses: 'Nothing: the app signs as the documents say.',
      },
    ),
    signing(
      'mm-hmac-stale',
      'stale',
      'A date more than five minutes ago is refused with 401.',
      {
        source: "Kong's usual setting; no source mentions it",
        sure: 'inferred',
        uses: 'Nothing: each request is signed when it leaves.',
      },
      false,
    ),
  ],
};
