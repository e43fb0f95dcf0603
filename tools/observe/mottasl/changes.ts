import { type Chapter, judge, NotTried, Unclear } from '../claim.ts';
import { course, type Look } from '../look.ts';
import type { Answer } from '../network.ts';
import { at, isFields, shown } from '../values.ts';
import { listIn, PLATFORMS, scopeOf } from './lists.ts';

const PLACES = [
  'data.id',
  'data.0.id',
  'data.webhook_id',
  'data.0.webhook_id',
  'webhook.id',
  'id',
  'webhook_id',
  'data.webhookId',
  'data.uuid',
];

const mayWrite = (look: Look): boolean => scopeOf(look.scene.given.key ?? '') !== 'read';

/** The request body for a webhook of one event. */
export const webhookFor = (look: Look, url: string, event: string): Record<string, unknown> => ({
  name: look.scene.mark,
  description: 'A test of the API, which deletes it again',
  url,
  event,
  securetoken: `${look.scene.mark}-token`,
  policy: 'retry',
  enabled: true,
});

const addressOf = (look: Look): string => `https://observe.invalid/${look.scene.mark}`;

const create = (look: Look, probe: string, event: string): Promise<Answer> => {
  look.leave('webhook', addressOf(look));
  return look.ask(probe, {
    method: 'POST',
    path: '/webhook',
    json: webhookFor(look, addressOf(look), event),
  });
};

const isTaken = ({ status, json }: Answer): boolean =>
  status >= 200 && status < 300 && at(json, 'success') !== false;

const webhook = course(async (look) => {
  if (!mayWrite(look)) throw new NotTried('the key may only read');
  const url = addressOf(look);
  const created = await create(look, 'webhook-create', 'billing_alert');
  const place = PLACES.find((path) => ['string', 'number'].includes(typeof at(created.json, path)));
  const list = await look.ask('webhook-listed', { path: '/webhook' });
  const row = listIn(list.json)?.find((each) => each.url === url);
  const id = (place && at(created.json, place)) ?? row?.id;
  if (id === undefined) return { created, place, row };
  const path = `/webhook/${id}`;
  const one = await look.ask('webhook-one', { path });
  const removed = await look.ask('webhook-delete', { method: 'DELETE', path });
  const after =
    listIn((await look.ask('webhook-after-delete', { path: '/webhook' })).json)?.some(
      (each) => each.url === url,
    ) === true;
  const gone = await look.ask('webhook-delete-again', { method: 'DELETE', path });
  return { created, place, row, one, removed, after, gone };
});

const known = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Unclear('the webhook has no id that could be found');
  return value;
};

/** Sends a message to a word instead of a number, which reaches no one. */
const refusedMessage = (look: Look): Promise<Answer> => {
  if (!mayWrite(look)) throw new NotTried('the key may only read');
  const json = { to: look.scene.mark, type: 'text', text: { body: 'To nobody', preview_url: false } };
  return look.ask('message-refused', { method: 'POST', path: '/message/send', json });
};

export const mottaslChanges: Chapter = {
  title: 'Webhooks',
  platforms: PLATFORMS,
  claims: [
    {
      id: 'az-read-only-403',
      says: 'A write with a key that may only read returns 403.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Nothing: after 401 and 403 alike the app looks at the scope in the key.',
      by: 'change',
      how: 'Make a webhook with such a key.',
      check: async (look) => {
        if (mayWrite(look)) throw new NotTried('needs a key that may only read');
        const answer = await create(look, 'webhook-read-only', 'billing_alert');
        return judge(answer.status === 403, shown(answer));
      },
    },
    {
      id: 'az-webhook-create',
      says: '`POST /webhook` takes name, description, URL, event, token, policy and `enabled`, and answers 2xx.',
      source: 'docs, Create webhook',
      sure: 'documented',
      uses: 'Switching a trigger on.',
      by: 'change',
      how: 'Make a webhook for an unreachable URL.',
      check: async (look) => {
        const { created } = await webhook(look);
        return judge(isTaken(created), shown(created));
      },
    },
    {
      id: 'az-webhook-id',
      says: 'The new id is at `data.id`.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Turning a trigger off deletes the webhook by it. The app reads all likely fields, or the list.',
      by: 'change',
      how: 'Make a webhook and look for its id.',
      check: async (look) => {
        const { created, place } = await webhook(look);
        if (!isTaken(created)) throw new Unclear(`the webhook was answered ${shown(created)}`);
        return judge(place === 'data.id', place ? `at ${place}` : `nowhere in ${shown(created)}`);
      },
    },
    {
      id: 'az-webhook-listed',
      says: 'The webhook is listed at once, with its `url` and `id`.',
      source: 'no source mentions it',
      sure: 'inferred',
      uses: 'A trigger whose webhook was answered without an id.',
      by: 'change',
      how: 'Make a webhook and list webhooks.',
      check: async (look) => {
        const { row } = await webhook(look);
        return judge(row?.id !== undefined, row ? `{${Object.keys(row).join(', ')}}` : 'it is not listed');
      },
    },
    {
      id: 'az-webhook-one',
      says: '`GET /webhook/<id>` returns one webhook.',
      source: 'docs, by name only',
      sure: 'inferred',
      uses: 'Nothing.',
      by: 'change',
      how: 'Ask for the webhook that was made.',
      check: async (look) => {
        const one = known((await webhook(look)).one);
        return judge(one.status === 200 && isFields(one.json), shown(one));
      },
    },
    {
      id: 'az-webhook-delete',
      says: '`DELETE /webhook/<id>` takes it away.',
      source: 'docs, by name only',
      sure: 'inferred',
      uses: 'Switching a trigger off. Were it another path, webhooks would pile up.',
      by: 'change',
      how: 'Delete the webhook, and list webhooks.',
      check: async (look) => {
        const { removed, after } = await webhook(look);
        return judge(
          known(removed).status < 300 && after === false,
          `${shown(known(removed))}${after ? ', and it is still listed' : ''}`,
        );
      },
    },
    {
      id: 'az-webhook-delete-again',
      says: 'Deleting a webhook that is gone answers 404.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Nothing: switching a trigger off never fails.',
      by: 'change',
      how: 'Delete the webhook twice.',
      check: async (look) => {
        const gone = known((await webhook(look)).gone);
        return judge(gone.status === 404, shown(gone));
      },
    },
    {
      id: 'az-webhook-unknown-event',
      says: 'A webhook for an event that does not exist is rejected with 400.',
      source: 'docs, Create webhook: a list of events',
      sure: 'inferred',
      uses: 'A misspelt event would else be a trigger that never fires.',
      by: 'change',
      how: 'Make such a webhook.',
      check: async (look) => {
        if (!mayWrite(look)) throw new NotTried('the key may only read');
        const answer = await create(look, 'webhook-unknown-event', 'observed');
        return judge(answer.status === 400, shown(answer));
      },
    },
    {
      id: 'az-refusal-status',
      says: 'A message that is refused is answered with a 4xx, not with 200 and `success` false.',
      source: 'docs, by name only',
      sure: 'inferred',
      uses: 'Nothing: the app takes both for a refusal.',
      by: 'change',
      how: 'Send to a word in place of a number.',
      check: async (look) => {
        const answer = await refusedMessage(look);
        return judge(answer.status >= 400 && answer.status < 500, shown(answer));
      },
    },
  ],
};
