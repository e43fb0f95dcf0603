import * as v from 'valibot';
import { notFound } from './answers.ts';
import type { Contact, Ledger } from './ledger.ts';
import type { World } from './world.ts';

const newContact = v.object({
  firstName: v.optional(v.string(), ''),
  lastName: v.optional(v.string(), ''),
  channels: v.pipe(
    v.array(
      v.object({
        channelId: v.pipe(v.string(), v.regex(/^\+\d{8,15}$/, 'not E.164')),
        type: v.picklist(['SMS', 'WHATSAPP']),
        subscriptionState: v.optional(v.picklist(['SUBSCRIBED', 'UNSUBSCRIBED']), 'SUBSCRIBED'),
      }),
    ),
    v.minLength(1, 'must not be empty'),
  ),
  lists: v.optional(v.array(v.object({ id: v.string() })), []),
});

/** The error format of this API, which differs from the others. */
const problem = (
  world: World,
  status: number,
  type: string,
  detail: string,
  fields: object[] = [],
): Response =>
  Response.json(
    {
      uuid: world.random.uuid(),
      type,
      title: status === 409 ? 'Conflict' : 'Bad Request',
      detail,
      invalidFields: fields,
    },
    { status },
  );

const fullName = ({ firstName, lastName }: Contact): string => `${firstName} ${lastName}`.trim();

const shown = (ledger: Ledger, contact: Contact) => ({
  id: contact.id,
  accountId: ledger.accountId,
  vendorId: ledger.vendorId,
  firstName: contact.firstName,
  lastName: contact.lastName,
  fullName: fullName(contact),
  alias: '',
  channels: contact.channels,
  lists: contact.lists,
  customFields: [],
  createdDate: new Date(contact.createdAt).toISOString(),
  lastModifiedDate: new Date(contact.createdAt).toISOString(),
});

/** `POST /api/v1/contacts/contacts`. Returns 409 if the number exists. */
export const createContact = (world: World, ledger: Ledger, body: unknown): Response => {
  const given = v.safeParse(newContact, body);
  if (!given.success) {
    const fields = given.issues.map((issue) => ({
      name: (v.getDotPath(issue) ?? '').replace(/\.(\d+)/g, '[$1]'),
      code: 'invalid_format',
      reason: issue.message,
    }));
    return problem(world, 400, 'validation', 'The request has incorrect values.', fields);
  }
  const { lists, channels, ...names } = given.output;
  const known = lists.map(({ id }) => ledger.lists.find((list) => list.id === id));
  if (known.includes(undefined)) {
    const field = { name: 'lists', code: 'invalid_reference', reason: 'no such list' };
    return problem(world, 400, 'validation', 'The request has incorrect values.', [field]);
  }
  const isTaken = ledger.contacts.some((contact) =>
    contact.channels.some(({ channelId }) => channels.some((channel) => channel.channelId === channelId)),
  );
  if (isTaken) return problem(world, 409, 'conflict', 'The entity already exists.');
  const contact: Contact = {
    ...names,
    channels,
    id: world.random.uuid(),
    lists: known.filter((list) => list !== undefined),
    createdAt: world.clock.now(),
  };
  ledger.contacts.push(contact);
  return Response.json(shown(ledger, contact), { status: 201 });
};

const pageOf = <T>(items: readonly T[], params: URLSearchParams) => {
  const size = Number(params.get('pageSize') ?? 100);
  const start = Number(params.get('nextPageToken') ?? 0);
  const end = start + size;
  return {
    content: items.slice(start, end),
    nextPageToken: items.length > end ? String(end) : null,
    prevPageToken: start > 0 ? String(Math.max(0, start - size)) : null,
    totalElements: items.length,
  };
};

/** `GET /api/v1/contacts/contacts`. */
export const listContacts = (ledger: Ledger, params: URLSearchParams): Response => {
  const numbers = params.getAll('channelIds').flatMap((ids) => ids.split(','));
  const wanted = ledger.contacts.filter(
    ({ channels }) => numbers.length === 0 || channels.some(({ channelId }) => numbers.includes(channelId)),
  );
  return Response.json(
    pageOf(
      wanted.map((contact) => shown(ledger, contact)),
      params,
    ),
  );
};

/** `GET /api/v1/contacts/lists`. */
export const listLists = (ledger: Ledger, params: URLSearchParams): Response =>
  Response.json(pageOf(ledger.lists, params));

/** `DELETE /api/v1/contacts/contacts/{id}`. */
export const deleteContact = (ledger: Ledger, id: string): Response => {
  const index = ledger.contacts.findIndex((contact) => contact.id === id);
  if (index < 0) return notFound();
  ledger.contacts.splice(index, 1);
  return new Response(null, { status: 204 });
};
