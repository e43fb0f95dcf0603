import type { SearchOrCreate } from 'zapier-platform-core';

/** A search that creates what it does not find; the key is that of the search. */

export const findOrCreateOptout = {
  key: 'find_optout',
  display: {
    label: 'Find or Create Opt-Out',
    description: 'Finds out whether a phone number is on the opt-out list, or adds it.',
  },
  search: 'find_optout',
  create: 'add_optout',
} satisfies SearchOrCreate;

export const findOrCreateContact = {
  key: 'find_contact',
  display: {
    label: 'Find or Create Contact',
    description: 'Finds a contact by phone number or name, or creates it.',
  },
  search: 'find_contact',
  create: 'create_contact',
} satisfies SearchOrCreate;
