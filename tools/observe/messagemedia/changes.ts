import { type Chapter, judge, Unclear } from '../claim.ts';
import { course, type Look } from '../look.ts';
import type { Answer, Wish } from '../network.ts';
import { permitted } from '../permitted.ts';
import { at, compareFields, type Fields, isFields, rowsOf, shown } from '../values.ts';
import { HOOKS } from './keys.ts';
import { BLACKLIST, CONTACTS } from './lists.ts';

const BOTH = ['basic', 'hmac'];

/** A URL without a server, so deliveries to it reach no one. */
const addressOf = (look: Look): string => `https://observe.invalid/${look.scene.mark}`;

const isId = (value: unknown): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(String(value));

const listed = async (
  look: Look,
  probe: string,
  isIt: (row: Fields) => boolean,
): Promise<Fields | undefined> => {
  const answer = await look.ask(probe, { path: HOOKS, query: { page: 0, page_size: 100 } });
  return rowsOf(at(answer.json, 'pageData')).find(isIt);
};

const webhook = course(async (look) => {
  const url = addressOf(look);
  look.leave('webhook', url);
  const json = {
    url,
    method: 'POST',
    encoding: 'JSON',
    events: ['OPT_OUT_SMS'],
    template: '{"id":"$!notificationId"}',
    retries: 5,
    retry_delay: 60,
  };
  const post = async (probe: string, body: object) =>
    permitted(await look.ask(probe, { method: 'POST', path: HOOKS, json: body }));
  const created = await post('webhook-create', json);
  const again = await post('webhook-create-again', json);
  const row = await listed(look, 'webhook-listed', (each) => each.url === url);
  const id = at(created.json, 'id') ?? row?.id;
  const path = `${HOOKS}/${id}`;
  const one = await look.ask('webhook-one', { path });
  const patched = await look.ask('webhook-change', {
    method: 'PATCH',
    path,
    json: { events: ['OPT_OUT_SMS', 'RECEIVED_MMS'], template: '{"id":"$!moId"}' },
  });
  const removed = await look.ask('webhook-delete', { method: 'DELETE', path });
  const after = await listed(look, 'webhook-after-delete', (each) => each.url === url);
  const gone = await look.ask('webhook-delete-again', { method: 'DELETE', path });
  return { created, again, row, one, patched, removed, after, gone };
});

const refusedWebhook = (look: Look, probe: string, more: object): Promise<Answer> => {
  look.leave('webhook', addressOf(look));
  const json = { url: addressOf(look), method: 'POST', encoding: 'JSON', events: ['OPT_OUT_SMS'], ...more };
  return look.ask(probe, { method: 'POST', path: HOOKS, json }).then(permitted);
};

const optout = course(async (look) => {
  const number = `+${look.scene.nobody}`;
  const asked: Wish = { path: `/v1/number_authorisation/is_authorised/${number}` };
  const isAuthorised = async (probe: string) =>
    at(permitted(await look.ask(probe, asked)).json, 'numbers.0.authorised');
  if ((await isAuthorised('optout-before')) === false)
    throw new Unclear('the number that belongs to nobody has opted out');
  look.leave('opt-out', number);
  const add = (probe: string) =>
    look.ask(probe, { method: 'POST', path: BLACKLIST, json: { numbers: [number] } });
  const added = permitted(await add('optout-add'));
  const again = await add('optout-add-again');
  const meanwhile = await isAuthorised('optout-listed');
  const remove = (probe: string) => look.ask(probe, { method: 'DELETE', path: `${BLACKLIST}/${number}` });
  const removed = await remove('optout-delete');
  const after = await isAuthorised('optout-after-delete');
  const gone = await remove('optout-delete-again');
  return { added, again, meanwhile, removed, after, gone };
});

const contact = course(async (look) => {
  const { nobody, mark } = look.scene;
  const channelId = `+${nobody}`;
  const find = async (probe: string) =>
    rowsOf(
      at(
        permitted(await look.ask(probe, { path: CONTACTS, query: { channelIds: channelId, pageSize: 100 } }))
          .json,
        'content',
      ),
    );
  if ((await find('contact-before')).length > 0)
    throw new Unclear('somebody has the number that belongs to nobody');
  look.leave('contact', channelId);
  const json = {
    firstName: 'Test',
    lastName: mark,
    channels: [{ channelId, type: 'SMS', subscriptionState: 'SUBSCRIBED' }],
    lists: [],
  };
  const create = async (probe: string, body: object) =>
    permitted(await look.ask(probe, { method: 'POST', path: CONTACTS, json: body }));
  const created = await create('contact-create', json);
  const again = await create('contact-create-again', json);
  const found = await find('contact-found');
  const invalid = await create('contact-invalid', { ...json, channels: [{ channelId: mark, type: 'SMS' }] });
  const path = `${CONTACTS}/${at(created.json, 'id') ?? found[0]?.id}`;
  const removed = await look.ask('contact-delete', { method: 'DELETE', path });
  const gone = await look.ask('contact-delete-again', { method: 'DELETE', path });
  return { created, again, found, invalid, removed, gone, channelId };
});

/** A batch whose rows cannot be sent. */
const refusedBatch = (look: Look): Promise<Answer> => {
  const row = { content: `Test ${look.scene.mark}`, destination_number: 'nobody', format: 'SMS' };
  return look.ask('batch-refused', { method: 'POST', path: '/v1/messages', json: { messages: [row, row] } });
};

const detailsOf = ({ json }: Answer): string[] => {
  const details = at(json, 'details');
  return Array.isArray(details) ? details.map(String) : [];
};

export const messagemediaChanges: Chapter = {
  title: 'Webhooks, opt-outs and contacts',
  platforms: BOTH,
  claims: [
    {
      id: 'mm-webhook-create',
      says: '`POST /v1/webhooks/messages` returns 201 with the webhook and its `id`, a UUID.',
      source: 'specification, Webhooks management',
      sure: 'documented',
      uses: 'Switching a trigger on: the id is kept, to delete the webhook again.',
      by: 'change',
      how: 'Make a webhook for an unreachable URL.',
      check: async (look) => {
        const { created } = await webhook(look);
        return judge(
          created.status === 201 && isId(at(created.json, 'id')) && at(created.json, 'url') !== undefined,
          shown(created),
        );
      },
    },
    {
      id: 'mm-webhook-conflict',
      says: 'A second webhook for the same URL and method returns 409.',
      source: 'specification, Webhooks management',
      sure: 'documented',
      uses: 'After a 409 the app finds the webhook by its URL, and changes it. Were two made, each event would come twice.',
      by: 'change',
      how: 'Make the same webhook twice.',
      check: async (look) => {
        const { again } = await webhook(look);
        return judge(again.status === 409, shown(again));
      },
    },
    {
      id: 'mm-webhook-listed',
      says: 'A webhook is listed at once, with `id`, `url`, `method`, `encoding`, `events` and `template`.',
      source: 'specification, Webhooks management',
      sure: 'documented',
      uses: 'Finding a webhook after a 409.',
      by: 'change',
      how: 'Make a webhook and list webhooks.',
      check: async (look) => {
        const { row } = await webhook(look);
        const { holds, seen } = compareFields(rowsOf([row]), [
          'id',
          'url',
          'method',
          'encoding',
          'events',
          'template',
        ]);
        return judge(row !== undefined && holds, row ? seen : 'it is not listed');
      },
    },
    {
      id: 'mm-webhook-one',
      says: 'One webhook cannot be asked for by its id.',
      source: 'the specification has no such request, and a client of the vendor makes it',
      sure: 'contradictory',
      uses: 'Nothing: the app lists.',
      by: 'change',
      how: 'Ask for the webhook that was made.',
      check: async (look) => {
        const { one } = await webhook(look);
        return judge(one.status >= 400, shown(one));
      },
    },
    {
      id: 'mm-webhook-change',
      says: '`PATCH` changes events and template, and answers 200 with the webhook.',
      source: 'specification, Webhooks management',
      sure: 'documented',
      uses: 'Taking over a webhook after a 409.',
      by: 'change',
      how: 'Change the webhook that was made.',
      check: async (look) => {
        const { patched } = await webhook(look);
        const events = at(patched.json, 'events');
        return judge(patched.status === 200 && Array.isArray(events) && events.length === 2, shown(patched));
      },
    },
    {
      id: 'mm-webhook-delete',
      says: '`DELETE` answers 204, and the webhook is gone.',
      source: 'specification, Webhooks management',
      sure: 'documented',
      uses: 'Switching a trigger off.',
      by: 'change',
      how: 'Delete the webhook that was made.',
      check: async (look) => {
        const { removed, after } = await webhook(look);
        return judge(
          removed.status === 204 && !after,
          `${shown(removed)}${after ? ', and it is still listed' : ''}`,
        );
      },
    },
    {
      id: 'mm-webhook-delete-again',
      says: 'Deleting a webhook that is gone answers 404.',
      source: 'specification, Webhooks management',
      sure: 'documented',
      uses: 'Switching a trigger off takes that for success.',
      by: 'change',
      how: 'Delete the webhook twice.',
      check: async (look) => {
        const { gone } = await webhook(look);
        return judge(gone.status === 404, shown(gone));
      },
    },
    {
      id: 'mm-webhook-content-type',
      says: 'A webhook whose headers name a Content-Type is rejected with 400.',
      source: 'specification, Webhooks management',
      sure: 'documented',
      uses: 'Nothing: the app names no headers.',
      by: 'change',
      how: 'Make such a webhook.',
      check: async (look) => {
        const answer = await refusedWebhook(look, 'webhook-content-type', {
          headers: { 'Content-Type': 'text/plain' },
        });
        return judge(answer.status === 400, shown(answer));
      },
    },
    {
      id: 'mm-webhook-unknown-event',
      says: 'A webhook for an event that does not exist is rejected with 400.',
      source: 'specification, Webhooks management',
      sure: 'documented',
      uses: 'A misspelt event would else be a trigger that never fires.',
      by: 'change',
      how: 'Make such a webhook.',
      check: async (look) => {
        const answer = await refusedWebhook(look, 'webhook-unknown-event', { events: ['OBSERVED'] });
        return judge(answer.status === 400, shown(answer));
      },
    },
    {
      id: 'mm-optout-add',
      says: '`POST …/mt/blacklist` returns 201 with `{uri, numbers}`, and 200 where all numbers were there.',
      source: 'specification, Number authorisation',
      sure: 'documented',
      uses: 'Add Opt-Out.',
      by: 'change',
      how: 'Opt an unassigned number out, twice.',
      check: async (look) => {
        const { added, again } = await optout(look);
        const holds =
          added.status === 201 &&
          again.status === 200 &&
          compareFields(rowsOf([added.json]), ['uri', 'numbers']).holds;
        return judge(holds, `${shown(added)}, then ${again.status}`);
      },
    },
    {
      id: 'mm-optout-listed',
      says: 'A number that has opted out is told as `authorised: false` at once.',
      source: 'specification, Number authorisation',
      sure: 'documented',
      uses: 'The look-up before a send.',
      by: 'change',
      how: 'Opt an unassigned number out, and ask.',
      check: async (look) => {
        const { meanwhile } = await optout(look);
        return judge(meanwhile === false, `authorised: ${meanwhile}`);
      },
    },
    {
      id: 'mm-optout-delete',
      says: '`DELETE …/mt/blacklist/<number>` returns 200 in plain text, and the number may be texted again.',
      source: 'specification, Number authorisation',
      sure: 'documented',
      uses: 'Remove Opt-Out does not read the body.',
      by: 'change',
      how: 'Take the number off again.',
      check: async (look) => {
        const { removed, after } = await optout(look);
        const isPlain = (removed.headers['content-type'] ?? '').startsWith('text/plain');
        return judge(
          removed.status === 200 && isPlain && after === true,
          `${shown(removed)}, authorised: ${after}`,
        );
      },
    },
    {
      id: 'mm-optout-delete-unlisted',
      says: 'Taking off a number that has not opted out answers 404.',
      source: 'specification, Number authorisation',
      sure: 'documented',
      uses: 'Remove Opt-Out says `removed` false after a 404.',
      by: 'change',
      how: 'Take the number off twice.',
      check: async (look) => {
        const { gone } = await optout(look);
        return judge(gone.status === 404, shown(gone));
      },
    },
    {
      id: 'mm-contact-create',
      says: '`POST /api/v1/contacts/contacts` returns 201 with the contact and its `id`.',
      source: 'specification, Contacts',
      sure: 'documented',
      uses: 'Create Contact.',
      by: 'change',
      how: 'Make a contact with an unassigned number.',
      check: async (look) => {
        const { created } = await contact(look);
        return judge(created.status === 201 && typeof at(created.json, 'id') === 'string', shown(created));
      },
    },
    {
      id: 'mm-contact-conflict',
      says: 'A second contact with the number returns 409 `{uuid, type, title, detail, invalidFields}`.',
      source: 'specification, Contacts',
      sure: 'documented',
      uses: 'Create Contact returns the existing contact.',
      by: 'change',
      how: 'Make the same contact twice.',
      check: async (look) => {
        const { again } = await contact(look);
        return judge(
          again.status === 409 && compareFields(rowsOf([again.json]), ['type', 'title', 'detail']).holds,
          shown(again),
        );
      },
    },
    {
      id: 'mm-contact-found',
      says: '`channelIds=<number>` finds the contact.',
      source: 'specification, Contacts',
      sure: 'documented',
      uses: 'Find Contact by number, and Create Contact after a 409.',
      by: 'change',
      how: 'Make a contact, and search for its number.',
      check: async (look) => {
        const { found, channelId } = await contact(look);
        const holds =
          found.length === 1 && rowsOf(found[0]?.channels).some((channel) => channel.channelId === channelId);
        return judge(holds, `${found.length} contacts`);
      },
    },
    {
      id: 'mm-contact-invalid',
      says: 'A contact with an invalid number is rejected with 400, and `invalidFields` has `name` and `reason`.',
      source: 'specification, Contacts',
      sure: 'documented',
      uses: 'The sentence names the field.',
      by: 'change',
      how: 'Make a contact with a word in place of a number.',
      check: async (look) => {
        const { invalid } = await contact(look);
        const rows = rowsOf(at(invalid.json, 'invalidFields'));
        return judge(
          invalid.status === 400 && rows.length > 0 && compareFields(rows, ['name', 'reason']).holds,
          shown(invalid),
        );
      },
    },
    {
      id: 'mm-contact-delete',
      says: '`DELETE` of a contact answers 204, and 404 the second time.',
      source: 'specification, Contacts',
      sure: 'documented',
      uses: 'Delete Contact.',
      by: 'change',
      how: 'Delete the contact twice.',
      check: async (look) => {
        const { removed, gone } = await contact(look);
        return judge(removed.status === 204 && gone.status === 404, `${shown(removed)}, then ${gone.status}`);
      },
    },
    {
      id: 'mm-batch-names-rows',
      says: 'A refused batch names each wrong row: `details` begin with `/messages/<row>/`.',
      source: 'specification, in an example',
      sure: 'documented',
      uses: 'Send Bulk SMS sends the other rows once more. Where no row is named, all of them are `not_sent`.',
      by: 'change',
      how: 'Send a batch of two rows with invalid numbers.',
      check: async (look) => {
        const answer = await refusedBatch(look);
        const details = detailsOf(answer);
        const names = [0, 1].every((row) => details.some((detail) => detail.startsWith(`/messages/${row}/`)));
        return judge(answer.status === 400 && names, `${shown(answer)}, rows ${names ? '' : 'not '}named`);
      },
    },
    {
      id: 'mm-error-form',
      says: 'A refused message returns 400 `{message, details}`.',
      source: 'specification, Messages',
      sure: 'documented',
      uses: 'Error sentences.',
      by: 'change',
      how: 'Send a batch of two rows with invalid recipients.',
      check: async (look) => {
        const answer = await refusedBatch(look);
        return judge(
          answer.status === 400 &&
            isFields(answer.json) &&
            compareFields([answer.json], ['message', 'details']).holds,
          shown(answer),
        );
      },
    },
  ],
};
