import { orNull } from '@messaging/gateway/exchange';
import type { Pages } from '@messaging/gateway/paging';
import { anyObject, id, msisdn, textOrNull, timeOrNull } from '@messaging/gateway/schemas';
import * as v from 'valibot';
import type { Contact, ContactGroup, NewContact } from '../contact.ts';
import type { Exchange } from '../exchange.ts';
import { findRecord } from '../find.ts';
import { DROPDOWN_PAGE, listOf } from './list.ts';

/** As many as the history gives at once; the list has no search, so it is read whole. */
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

/** The address book, in the order that Mobivate chooses. */
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

/** Puts a person into the address book. */
export const createContact = async (
  exchange: Exchange,
  { alias, mobile, fields }: NewContact,
): Promise<Contact> => {
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

const remove = async (exchange: Exchange, idOrMsisdn: string): Promise<boolean> => {
  const path = `/addressbook/contacts/${idOrMsisdn}`;
  const removed = await orNull(
    exchange({ method: 'DELETE', path, effect: 'changes', permission: 'delete:Contacts' }, anyObject),
  );
  return removed !== null;
};

/** The first contact that is wanted; `null` where there is none. */
export const findContact = (
  exchange: Exchange,
  isWanted: (contact: Contact) => boolean,
  remaining: () => number,
): Promise<Contact | null> =>
  findRecord('address book', contactPages(exchange, LARGEST_PAGE), isWanted, remaining);

/**
 * Deletes a contact; `false` where there is none. One page of the documents wants the id in the path and one the
 * MSISDN, so what is not found by the one is looked up and deleted by the other.
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

/** Makes a group of contacts: the one call that wants a form. The answer is not documented. */
export const createGroup = async (exchange: Exchange, name: string): Promise<ContactGroup> => {
  const { record: created } = await exchange(
    {
      method: 'POST',
      path: '/addressbook/groups',
      form: { name },
      effect: 'changes',
      permission: 'create:Groups',
    },
    group,
  );
  return { id: created.id, name };
};

/** A page (from 0) of the contacts that a dropdown offers. */
export const contactsPage = async (exchange: Exchange, index: number): Promise<readonly Contact[]> =>
  (await contactPages(exchange, DROPDOWN_PAGE).fetch(index)).items;
