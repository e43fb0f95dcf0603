import type { SearchOrCreate } from 'zapier-platform-core';

export const findOrCreateOptout = {
  key: 'find_optout',
  display: {
    label: 'Find or Create Opt-Out',
    description: 'Finds a phone number in the opt-out list, or adds it.',
  },
  search: 'find_optout',
  create: 'add_optout',
} satisfies SearchOrCreate;

export const findOrCreateContact = {
  key: 'find_contact',
  display: {
    label: 'Find or Create Contact',
    description: 'Finds a contact in the address book by phone number or name, or creates it.',
  },
  search: 'find_contact',
  create: 'create_contact',
} satisfies SearchOrCreate;
