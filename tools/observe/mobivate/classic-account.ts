import { type Chapter, judge, NotTried } from '../claim.ts';
import type { Look } from '../look.ts';
import { at, shown } from '../values.ts';
import { badKey, test } from './both.ts';

const tasksOf = (look: Look): string => {
  const { tasks } = look.scene.given;
  if (!tasks) throw new NotTried('MOBIVATE_API_URL is set and MOBIVATE_TASKS_URL is not');
  return tasks;
};

const NOBODY = { username: 'observe-nobody', password: 'observe-nothing' };

export const classicAccount: Chapter = {
  title: 'Classic: keys and webhooks',
  platforms: ['classic'],
  claims: [
    {
      id: 'classic-auth-test-message',
      says: '`GET /auth/test` returns `{"message":"API Key is valid"}`.',
      source: 'wiki, Test API key',
      sure: 'documented',
      uses: 'Nothing: any object is accepted.',
      by: 'reading',
      how: 'Test the key.',
      check: async (look) => {
        const answer = await test(look);
        return judge(
          answer.status === 200 && at(answer.json, 'message') === 'API Key is valid',
          shown(answer),
        );
      },
    },
    {
      id: 'classic-bad-key-401',
      says: 'A wrong key returns 401.',
      source: 'wiki, Understanding response codes',
      sure: 'documented',
      uses: 'A 401 asks the user to reconnect; with another status the Zap stops with a sentence instead.',
      by: 'reading',
      how: 'Test an unknown key.',
      check: async (look) => {
        const answer = await badKey(look);
        return judge(answer.status === 401, shown(answer));
      },
    },
    {
      id: 'classic-error-form',
      says: 'Errors are `{"code":<status>,"message":"…"}`.',
      source: 'wiki, Understanding response codes',
      sure: 'documented',
      uses: 'Error messages: the app reads several formats, this one first.',
      by: 'reading',
      how: 'Test an unknown key.',
      check: async (look) => {
        const { json, status, ...rest } = await badKey(look);
        return judge(
          at(json, 'code') === status && typeof at(json, 'message') === 'string',
          shown({ json, status, ...rest }),
        );
      },
    },
    {
      id: 'classic-vortex-key-401',
      says: 'A key of Vortex returns 401 `{code, message}` on the host of Classic.',
      source: 'public code that met it',
      sure: 'seen',
      uses: 'The error for a key on the wrong host.',
      by: 'reading',
      how: 'Test a made-up key with the format of Vortex keys.',
      check: async (look) => {
        if (look.scene.given.isElsewhere)
          throw new NotTried('MOBIVATE_API_URL is one address for both platforms');
        const answer = await look.ask('vortex-key-on-classic', { path: '/auth/test', key: 'other' });
        return judge(answer.status === 401 && at(answer.json, 'code') === 401, shown(answer));
      },
    },
    {
      id: 'classic-webhooks-unreadable',
      says: 'The URL of a webhook cannot be read: there is no `GET /webhooks/receipt`.',
      source: 'no document has it',
      sure: 'inferred',
      uses: "The app records which Zap holds an event, because Mobivate can't return it. Otherwise, that record would not be needed.",
      by: 'reading',
      how: 'Ask for `GET /webhooks/receipt`.',
      check: async (look) => {
        const answer = await look.ask('webhook-read', { path: '/webhooks/receipt' });
        return judge(answer.status === 404 || answer.status === 405, shown(answer));
      },
    },
    {
      id: 'classic-webhook-set',
      says: '`POST /webhooks/<event>` with a URL answers 200 with a `message`, and no id.',
      source: 'wiki, Registering webhooks',
      sure: 'documented',
      uses: 'Turning an instant trigger on.',
      by: 'change',
      how: "Set a webhook to the URL that it has; the user has to name it, because it can't be read (`--webhook receipt=https://…`).",
      check: async (look) => {
        const url = look.scene.given.webhook_receipt;
        if (!url || url === 'none')
          throw new NotTried(
            'needs --webhook receipt=<the URL that is set now>: it cannot be read, and would be lost',
          );
        const answer = await look.ask('webhook-set', {
          method: 'POST',
          path: '/webhooks/receipt',
          json: { url },
        });
        const holds =
          answer.status === 200 &&
          typeof at(answer.json, 'message') === 'string' &&
          at(answer.json, 'id') === undefined;
        return judge(holds, shown(answer));
      },
    },
    {
      id: 'classic-webhook-empty',
      says: 'An empty URL is rejected with 400: a webhook cannot be cleared.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Nothing: turning a trigger off leaves the URL in place, and the Zap that is off ignores its events.',
      by: 'change',
      how: 'Set a webhook that is known (`--webhook`) to an empty URL, and put it back.',
      check: async (look) => {
        const known = look.scene.given.webhook_receipt;
        if (!known)
          throw new NotTried(
            'needs --webhook receipt=<the URL that is set now, or none>: it cannot be read, and would be lost',
          );
        if (known !== 'none') look.leave('webhook', `receipt ${known}`);
        const answer = await look.ask('webhook-empty', {
          method: 'POST',
          path: '/webhooks/receipt',
          json: { url: '' },
        });
        return judge(answer.status === 400, shown(answer));
      },
    },
    {
      id: 'classic-webhook-slot',
      says: 'Each event has one URL for the whole account, and the last write wins.',
      source: 'the answer says "updated", and there are no ids',
      sure: 'inferred',
      uses: 'The app refuses a second Zap on an event, or takes over where the user says so.',
      by: 'listen',
      how: 'Set a webhook twice and see where receipts come: `--listen`, `--send` and `--webhook receipt=…`.',
      check: async (look) => {
        look.arrivals('receipt', 'receipt');
        const { listener } = look.scene;
        const earlier = listener?.arrivals('receipt-first').length ?? 0;
        return judge(
          earlier === 0,
          earlier === 0 ? 'receipts came to the URL that was set last' : 'receipts came to both URLs',
        );
      },
    },
    {
      id: 'classic-login-refused',
      says: '`POST /auth/getkey` responds to a wrong login with 401 and `Invalid Credentials`.',
      source: 'wiki, Get API key',
      sure: 'documented',
      uses: '`npm run key`.',
      by: 'reading',
      how: 'Request the key of an unknown login.',
      check: async (look) => {
        const answer = await look.ask('getkey-wrong-login', {
          method: 'POST',
          path: '/auth/getkey',
          json: NOBODY,
          key: 'none',
          reads: true,
        });
        return judge(
          answer.status === 401 && at(answer.json, 'message') === 'Invalid Credentials',
          shown(answer),
        );
      },
    },
    {
      id: 'classic-getkey-keeps',
      says: '`POST /auth/getkey` returns the current key and does not revoke it.',
      source: "wiki, Get API key, which doesn't mention revoking",
      sure: 'inferred',
      uses: '`npm run key -- get`: were the key revoked, every Zap would stop.',
      by: 'nothing',
      how: 'if it did revoke the key, the account would be cut off: compare by hand, on an account without Zaps',
    },
    {
      id: 'classic-createkey-revokes',
      says: '`POST /auth/createkey` revokes the current key.',
      source: 'wiki, Creating a new API key',
      sure: 'documented',
      uses: '`npm run key -- create` warns of it and asks.',
      by: 'nothing',
      how: 'it would cut off the account',
    },
    {
      id: 'classic-contact-service-login',
      says: 'The contact service answers a wrong login with 401 `{"code":401,"message":"Not Authenticated"}`.',
      source: 'wiki, Adding and removing contacts',
      sure: 'documented',
      uses: 'Create Contact and Delete Contact on Classic: the sentence to a wrong Hub Username.',
      by: 'reading',
      how: 'Ask the contact service with an unknown login.',
      check: async (look) => {
        const query = { ...NOBODY, msisdn: look.scene.nobody, applications: 'optouts:sms' };
        const answer = await look.ask('contact-service-wrong-login', {
          path: `${tasksOf(look)}/api/contacts/delete`,
          query,
          key: 'none',
        });
        return judge(
          answer.status === 401 && at(answer.json, 'message') === 'Not Authenticated',
          shown(answer),
        );
      },
    },
    {
      id: 'classic-contact-service-answer',
      says: 'The contact service answers `{"status":"ok"}` with each `app:token` as a field of its own.',
      source: 'wiki, Adding and removing contacts',
      sure: 'documented',
      uses: 'Create Contact and Delete Contact on Classic.',
      by: 'change',
      how: 'Put an unassigned number on the opt-out list by the contact service, and take it off: needs MOBIVATE_USERNAME and MOBIVATE_PASSWORD.',
      check: async (look) => {
        const { username, password } = look.scene.given;
        if (!username || !password) throw new NotTried('needs MOBIVATE_USERNAME and MOBIVATE_PASSWORD');
        const msisdn = look.scene.nobody;
        const query = { username, password, msisdn, applications: 'optouts:sms' };
        const base = tasksOf(look);
        look.leave('opt-out', msisdn);
        const made = await look.ask('contact-service-create', {
          path: `${base}/api/contacts/create`,
          query,
          key: 'none',
        });
        const gone = await look.ask('contact-service-delete', {
          path: `${base}/api/contacts/delete`,
          query,
          key: 'none',
        });
        const isOk = [made, gone].every(
          ({ status, json }) =>
            status === 200 && at(json, 'status') === 'ok' && at(json, 'optouts:sms') === 'ok',
        );
        return judge(isOk, [made, gone].map(shown).join('; '));
      },
    },
  ],
};
