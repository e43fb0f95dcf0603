import * as v from 'valibot';
import { check } from '../checks.ts';
import { failed } from './answers.ts';
import type { Business, Contact } from './business.ts';
import { announce, contactPayload } from './events.ts';
import type { Settings } from './settings.ts';
import type { World } from './world.ts';

const filled = v.pipe(v.string(), v.nonEmpty());

const contact = v.strictObject({
  platform_id: filled,
  platform: v.literal('whatsapp'),
  profile_name: filled,
  profile_display_name: filled,
  country_code: filled,
  profile_email: v.exactOptional(filled),
  image_url: v.exactOptional(filled),
  tags: v.exactOptional(v.array(v.pipe(v.number(), v.integer()))),
});

const LIMITS = { sync: 15, async: 1000 } as const;

const creation = v.strictObject({
  mode: v.picklist(['sync', 'async']),
  contacts: v.pipe(v.array(contact), v.minLength(1)),
});

const COUNTRY_CODES: Record<Settings['countryCodes'], RegExp> = {
  any: /./,
  iso: /^[A-Z]{2}$/,
  dial: /^\+?\d{1,4}$/,
};

/** Adds a contact, or returns the existing one. */
export function addContact(
  world: World,
  business: Business,
  given: Pick<Contact, 'platformId' | 'name'> & Partial<Contact>,
): Contact {
  const known = business.contacts.find(({ platformId }) => platformId === given.platformId);
  if (known) return known;
  const added: Contact = {
    id: 2200 + business.contacts.length,
    displayName: given.name,
    countryCode: null,
    email: null,
    imageUrl: null,
    tags: new Set(),
    agent: null,
    createdAt: world.clock.now(),
    wroteAt: null,
    ...given,
  };
  business.contacts.push(added);
  announce(world, business, 'new_contact', contactPayload(world, business, added));
  return added;
}

/** Numbers that end in 901 are rejected, if the setting says so. */
const isUnwanted = ({ contacts }: Settings, platformId: string): boolean =>
  contacts === 'failures' && platformId.endsWith('901');

/** `POST /contact/create`. */
export function createContacts(world: World, business: Business, json: unknown): Response {
  const { settings } = world;
  const { value: given, problem } = check(creation, json);
  if (!given) return failed(settings, 400, problem);
  const { mode, contacts } = given;
  if (contacts.length > LIMITS[mode]) return failed(settings, 400, `${mode} takes ${LIMITS[mode]} contacts`);
  const odd = contacts.find(({ country_code }) => !COUNTRY_CODES[settings.countryCodes].test(country_code));
  if (odd) return failed(settings, 400, `country_code ${odd.country_code} is not valid`);
  const records = contacts.map((row) => {
    const { platform_id } = row;
    if (isUnwanted(settings, platform_id)) return { platform_id, success: false, message: 'Not on WhatsApp' };
    const { id } = addContact(world, business, {
      platformId: platform_id,
      name: row.profile_name,
      displayName: row.profile_display_name,
      countryCode: row.country_code,
      email: row.profile_email ?? null,
      imageUrl: row.image_url ?? null,
      tags: new Set(row.tags),
    });
    return { id, platform_id, success: true };
  });
  return Response.json(settings.contacts === 'empty' ? {} : { success: true, data: records });
}

const assignment = v.strictObject({ platform_id: filled, assigned_platform_id: filled });

/** `POST /contact/assign`. */
export function assignContact(world: World, business: Business, json: unknown): Response {
  const { settings } = world;
  const { value: given, problem } = check(assignment, json);
  if (!given) return failed(settings, 400, problem);
  const asked = given.assigned_platform_id;
  const agent = business.agents.find(
    ({ id, platform_id }) => platform_id === asked || (settings.agentIds === 'any' && id === asked),
  );
  const chat = business.contacts.find(({ platformId }) => platformId === given.platform_id);
  if (!agent || !chat) return failed(settings, 404, `${agent ? 'Contact' : 'Agent'} not found`);
  chat.agent = agent.platform_id;
  announce(world, business, 'chat_assigned', contactPayload(world, business, chat));
  return Response.json({ success: true, message: 'contact assigned' });
}

const tagging = v.strictObject({ platform_id: filled, tag_ids: v.array(v.pipe(v.number(), v.integer())) });

/** `POST /contact/tags`: adds tags. */
export function tagContact(world: World, business: Business, json: unknown): Response {
  const { settings } = world;
  const { value: given, problem } = check(tagging, json);
  if (!given) return failed(settings, 400, problem);
  const tagged = business.contacts.find(({ platformId }) => platformId === given.platform_id);
  const strange = given.tag_ids.find((asked) => !business.tags.some(({ id }) => id === asked));
  if (!tagged || strange !== undefined)
    return failed(settings, 404, `${tagged ? `Tag ${strange}` : 'Contact'} not found`);
  for (const id of given.tag_ids) tagged.tags.add(id);
  return Response.json({ success: true, data: { tag_ids: [...tagged.tags] } }, { status: 201 });
}
