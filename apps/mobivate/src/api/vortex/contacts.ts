import { GatewayError } from '@messaging/errors/gateway-error';
import { orNull } from '@messaging/gateway/exchange';
import { findRecord } from '@messaging/gateway/find';
import { type Pages, readAll } from '@messaging/gateway/paging';
import { anyObject, id, msisdn, textOrNull, timeOrNull } from '@messaging/gateway/schemas';
import { orNothing } from '@messaging/gateway/unclear-send';
import * as v from 'valibot';
import type { Contact, ContactGroup, NewContact } from '../contact.ts';
import type { Exchange } from '../exchange.ts';
import { DROPDOWN_PAGE, listOf } from './list.ts';

/** The largest page. The list has no search, so it is read completely. */
const LARGEST_PAGE = 5000;

const record = v.pipe(
  v.object({
    id,
    alias: textOrNull,
    msisdn: v.fallback(v.nullable(msisdn), null),
    created_on: timeOrNull,
    created_at: timeOrNull,
  }),
  v.transform(
    (from): Contact => ({
      id: from.id,
      mobile: from.msisdn,
      name: from.alias,
      created_at: from.created_on ?? from.created_at,
    }),
  ),
);

const contacts = listOf(record);

const contactPages = (exchange: Exchange, size: number): Pages<Contact> => ({
  size,
  fetch: (index) =>
    exchange(
      {
        method: 'GET',
        path: '/addressbook/contacts',
        query: { offset: index * size, limit: size },
        effect: 'reads',
        permission: 'read:Contacts',
      },
      contacts,
    ),
});

const isUnclear = (error: unknown): boolean => error instanceof GatewayError && error.kind === 'unknown';

const addContact = async (exchange: Exchange, { alias, mobile, fields }: NewContact): Promise<Contact> => {
  const json = { alias, msisdn: mobile, meta: fields };
  const { record: created } = await exchange(
    {
      method: 'POST',
      path: '/addressbook/contacts',
      json,
      effect: 'changes',
      permission: 'create:Contacts',
    },
    v.object({ record }),
  );
  return created;
};

/** Creates a contact. If the outcome is unclear, looks for it before failing. */
export const createContact = async (
  exchange: Exchange,
  contact: NewContact,
  remaining: () => number,
): Promise<Contact> => {
  try {
    return await addContact(exchange, contact);
  } catch (error) {
    if (!isUnclear(error)) throw error;
    const isIt = ({ mobile, name }: Contact) => mobile === contact.mobile && name === contact.alias;
    const found = await orNothing(() => findContact(exchange, isIt, remaining));
    if (found) return found;
    throw error;
  }
};

const remove = async (exchange: Exchange, idOrMsisdn: string): Promise<boolean> => {
  const path = `/addressbook/contacts/${idOrMsisdn}`;
  const removed = await orNull(
    exchange({ method: 'DELETE', path, effect: 'changes', permission: 'delete:Contacts' }, anyObject),
  );
  return removed !== null;
};

/** Reads as many contacts as possible in the time left. */
export const listContacts = async (exchange: Exchange, remaining: () => number): Promise<Contact[]> =>
  (await readAll(contactPages(exchange, LARGEST_PAGE), remaining)).found;

export const findContact = (
  exchange: Exchange,
  isWanted: (contact: Contact) => boolean,
  remaining: () => number,
): Promise<Contact | null> =>
  findRecord('address book', contactPages(exchange, LARGEST_PAGE), isWanted, remaining);

/**
 * Deletes a contact. Returns `false` if there is none. The documentation is unclear on whether the path takes the id or the
 * MSISDN, so this tries both.
 */
export const deleteContact = async (
  exchange: Exchange,
  asked: string,
  remaining: () => number,
): Promise<boolean> => {
  if (await remove(exchange, asked)) return true;
  const isAsked = ({ id: contactId, mobile }: Contact) => contactId === asked || mobile === asked;
  const contact = await findContact(exchange, isAsked, remaining);
  const other = contact?.id === asked ? contact.mobile : contact?.id;
  return other ? remove(exchange, other) : false;
};

const group = v.object({ record: v.fallback(v.object({ id: textOrNull }), { id: null }) });

/** Creates a group, the only call with a form. The response is not documented. */
const addGroup = async (exchange: Exchange, name: string, leave?: number): Promise<ContactGroup> => {
  const { record: created } = await exchange(
    {
      method: 'POST',
      path: '/addressbook/groups',
      form: { name },
      effect: 'changes',
      permission: 'create:Groups',
      leave,
    },
    group,
  );
  return { id: created.id, name };
};

const groups = listOf(v.object({ id, name: textOrNull }));

/** Lists the groups, or returns `null` if Mobivate does not support this undocumented call. */
const listGroups = (exchange: Exchange) =>
  orNothing(() =>
    exchange(
      {
        method: 'GET',
        path: '/addressbook/groups',
        query: { offset: 0, limit: LARGEST_PAGE },
        effect: 'reads',
      },
      groups,
    ),
  );

const saysExists = (error: unknown): boolean =>
  error instanceof GatewayError && error.kind === 'refused' && /exist|duplicate|already/i.test(error.message);

/** Tries to create a group again. If Mobivate refuses the name as taken, the group exists. */
const addAgain = async (exchange: Exchange, name: string): Promise<ContactGroup | null> => {
  try {
    return await addGroup(exchange, name, 0);
  } catch (error) {
    return saysExists(error) ? { id: null, name } : null;
  }
};

/**
 * Creates a contact group. If the outcome is unclear, looks for it in the list of groups, or, without a list, tries again,
 * because group names are unique.
 */
export const createGroup = async (exchange: Exchange, name: string): Promise<ContactGroup> => {
  try {
    return await addGroup(exchange, name);
  } catch (error) {
    if (!isUnclear(error)) throw error;
    const listed = await listGroups(exchange);
    const found = listed?.items.find((one) => one.name === name);
    if (found) return { id: found.id, name };
    const made = listed ? null : await addAgain(exchange, name);
    if (made) return made;
    throw error;
  }
};

export const contactsPage = async (exchange: Exchange, index: number): Promise<readonly Contact[]> =>
  (await contactPages(exchange, DROPDOWN_PAGE).fetch(index)).items;
