import * as v from 'valibot';
import type { Contact } from '../contact.ts';
import type { Exchange } from '../exchange.ts';
import type { Pages } from '../paging.ts';
import { id, msisdn, textOrNull, timeOrNull } from '../shapes.ts';
import { listOf } from './list.ts';

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
export const contactPages = (exchange: Exchange, size: number): Pages<Contact> => ({
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
