import { GatewayError } from '@messaging/errors/gateway-error';
import { orNull } from '@messaging/gateway/exchange';
import { unfinished } from '@messaging/gateway/find';
import { id, recordsOf, textOrNull, timeOrNull } from '@messaging/gateway/schemas';
import { LOOK_UP_MILLISECONDS } from '@messaging/gateway/unclear-send';
import * as v from 'valibot';
import type { Api } from './api.ts';

export interface Contact {
  id: string;
  mobile: string | null;
  name: string | null;
  first_name: string | null;
  last_name: string | null;
  created_at: string | null;
}

export interface NewContact {
  readonly mobile: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly listIds: readonly string[];
}

const CONTACTS = '/api/v1/contacts/contacts';
const LISTS = '/api/v1/contacts/lists';
const LARGEST_PAGE = 1000;

const channels = v.fallback(v.array(v.object({ channelId: v.string(), type: textOrNull })), []);

const nameOf = (names: readonly (string | null)[]): string | null => names.filter(Boolean).join(' ') || null;

const record = v.pipe(
  v.object({
    id,
    firstName: textOrNull,
    lastName: textOrNull,
    fullName: textOrNull,
    channels: v.optional(channels, []),
    createdDate: timeOrNull,
  }),
  v.transform((from): Contact => {
    const phone = from.channels.find(({ type }) => type === 'SMS') ?? from.channels[0];
    return {
      id: from.id,
      mobile: phone?.channelId.replace(/^\+/, '') ?? null,
      name: from.fullName ?? nameOf([from.firstName, from.lastName]),
      first_name: from.firstName,
      last_name: from.lastName,
      created_at: from.createdDate,
    };
  }),
);

const pageOf = <const S extends v.GenericSchema>(item: S) =>
  v.object({ content: recordsOf(item), nextPageToken: textOrNull });

const contacts = pageOf(record);

/** Finds the contact with a number (MSISDN), or `null`. */
export const findByNumber = async ({ exchange }: Api, mobile: string): Promise<Contact | null> => {
  const query = { channelIds: `+${mobile}` };
  const { content } = await exchange({ method: 'GET', path: CONTACTS, query, effect: 'reads' }, contacts);
  return content.items.find((contact) => contact.mobile === mobile) ?? null;
};

const LEAST_MILLISECONDS = 1_500;

/**
 * Finds the first matching contact, or `null`.
 * @throws GatewayError if time runs out before the end of the list
 */
export const findContact = async (
  { exchange, remaining }: Api,
  isWanted: (contact: Contact) => boolean,
): Promise<Contact | null> => {
  let token: string | null = null;
  do {
    if (remaining() < LEAST_MILLISECONDS)
      throw unfinished('list of contacts', 'Look for the number instead.');
    const query: Record<string, unknown> = {
      pageSize: LARGEST_PAGE,
      ...(token !== null && { nextPageToken: token }),
    };
    const page: v.InferOutput<typeof contacts> = await exchange(
      { method: 'GET', path: CONTACTS, query, effect: 'reads' },
      contacts,
    );
    const found = page.content.items.find(isWanted);
    if (found) return found;
    token = page.content.count > 0 ? page.nextPageToken : null;
  } while (token !== null);
  return null;
};

/** Tolerates clock differences: older contacts existed before this call. */
const SURELY_EARLIER_MILLISECONDS = 60_000;

/** Creates a contact, or returns the existing one with that number. Looks it up after an unclear response. */
export const createContact = async (
  api: Api,
  { mobile, firstName, lastName, listIds }: NewContact,
): Promise<{ contact: Contact; created: boolean }> => {
  const json = {
    firstName,
    lastName,
    channels: [{ channelId: `+${mobile}`, type: 'SMS' }],
    lists: listIds.length > 0 ? listIds.map((list) => ({ id: list })) : undefined,
  };
  const began = Date.now();
  try {
    const contact = await api.exchange(
      { method: 'POST', path: CONTACTS, json, effect: 'changes', leave: LOOK_UP_MILLISECONDS },
      record,
    );
    return { contact, created: true };
  } catch (error) {
    if (!(error instanceof GatewayError) || !(error.status === 409 || error.kind === 'unknown')) throw error;
    const contact = await findByNumber(api, mobile).catch(() => null);
    if (contact === null) throw error;
    const isNew = Date.parse(contact.created_at ?? '') > began - SURELY_EARLIER_MILLISECONDS;
    return { contact, created: error.kind === 'unknown' && isNew };
  }
};

/** Deletes a contact. Returns `false` if it does not exist. */
export const deleteContact = async ({ exchange }: Api, contactId: string): Promise<boolean> => {
  const deleted = await orNull(
    exchange(
      { method: 'DELETE', path: `${CONTACTS}/${contactId}`, effect: 'changes' },
      v.pipe(
        v.unknown(),
        v.transform(() => true),
      ),
    ),
  );
  return deleted ?? false;
};

export interface ContactList {
  readonly id: string;
  readonly name: string;
}

const lists = pageOf(v.object({ id, name: v.string() }));

/** Returns the first page of the account's contact lists. */
export const contactLists = async ({ exchange }: Api): Promise<readonly ContactList[]> => {
  const query = { pageSize: LARGEST_PAGE };
  return (await exchange({ method: 'GET', path: LISTS, query, effect: 'reads' }, lists)).content.items;
};
