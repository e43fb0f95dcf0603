import { type Chapter, judge, Unclear } from '../claim.ts';
import { course, type Look } from '../look.ts';
import type { Answer } from '../network.ts';
import { at, type Fields, isFields, rowsOf, shown } from '../values.ts';
import { PLATFORMS, rows } from './lists.ts';
import { statusesOf } from './notices.ts';

const PLACES = [
  'data.id',
  'data.message_id',
  'data.0.id',
  'id',
  'message_id',
  'messages.0.id',
  'data.messages.0.id',
];

const isTaken = ({ status, json }: Answer): boolean =>
  status >= 200 && status < 300 && at(json, 'success') !== false;

const placeOf = ({ json }: Answer): string | undefined =>
  PLACES.find((path) => ['string', 'number'].includes(typeof at(json, path)));

const text = (look: Look, probe: string, query: Record<string, string>): Promise<Answer> => {
  const json = {
    to: look.recipient,
    type: 'text',
    text: { body: `Test ${look.scene.mark}: “quoted” 🎂`, preview_url: false },
  };
  return look.send(probe, { method: 'POST', path: '/message/send', query, json });
};

/** Sends a text without `create=true`, and with it if that is refused. */
const texts = course(async (look) => {
  const plain = await text(look, 'send-text', {});
  if (isTaken(plain)) return { plain, created: undefined };
  return { plain, created: await text(look, 'send-text-create', { create: 'true' }) };
});

const numbersIn = (value: unknown): number => new Set(String(value ?? '').match(/\{\{\d+\}\}/g)).size;

const componentsOf = ({ components }: Fields): readonly Fields[] => {
  if (typeof components === 'string') {
    try {
      return rowsOf(JSON.parse(components));
    } catch {
      return [];
    }
  }
  return isFields(components) ? Object.values(components).filter(isFields) : rowsOf(components);
};

const isPlain = (template: Fields): boolean =>
  componentsOf(template).every(
    ({ type, format, text: words, buttons }) =>
      type === 'BODY' ||
      ((format === undefined || format === 'TEXT') &&
        numbersIn(words) === 0 &&
        rowsOf(buttons).every(({ url }) => numbersIn(url) === 0)),
  );

/** Finds an approved template without a file and with placeholders only in its body. */
const template = course(async (look) => {
  const approved = (await rows(look, 'templates')).filter(({ status }) => /^approved$/i.test(String(status)));
  const chosen = approved.find(isPlain);
  if (!chosen) throw new Unclear('no approved template has placeholders in its body alone');
  const body = componentsOf(chosen).find(({ type }) => type === 'BODY');
  const argument = {
    HEADER: [],
    BODY: Array.from({ length: numbersIn(body?.text) }, (_, index) => `value ${index + 1}`),
  };
  const json = {
    to: look.recipient,
    type: 'template',
    template: { template_id: chosen.id, language: chosen.language, argument },
  };
  return look.send('send-template', {
    method: 'POST',
    path: '/message/send',
    query: { create: 'true' },
    json,
  });
});

const contact = course(async (look) => {
  const row = {
    platform_id: look.recipient,
    platform: 'whatsapp',
    profile_name: look.scene.mark,
    profile_display_name: look.scene.mark,
    country_code: look.scene.given.country ?? 'GB',
  };
  return look.ask('contact-create', {
    method: 'POST',
    path: '/contact/create',
    json: { mode: 'sync', contacts: [row] },
  });
});

const assign = async (look: Look, probe: string, agent: unknown): Promise<Answer> =>
  look.ask(probe, {
    method: 'POST',
    path: '/contact/assign',
    json: { platform_id: look.recipient, assigned_platform_id: agent },
  });

const latest = (look: Look): Promise<Answer> => texts(look).then(({ plain, created }) => created ?? plain);

export const mottaslSends: Chapter = {
  title: 'Messages and contacts',
  platforms: PLATFORMS,
  claims: [
    {
      id: 'az-stranger-404',
      says: 'A text to a number that is no contact is rejected with 404, unless `create=true`.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'The sentence to a 404 names Create Contact.',
      by: 'send',
      how: 'Send to a number that has never been a contact, without and with `create=true`.',
      check: async (look) => {
        const { plain, created } = await texts(look);
        const isSame =
          created &&
          plain.status === created.status &&
          at(plain.json, 'message') === at(created.json, 'message') &&
          plain.text === created.text;
        if (!created || isSame) throw new Unclear('the number is a contact already');
        return judge(plain.status === 404, `${shown(plain)}, with create=true ${shown(created)}`);
      },
    },
    {
      id: 'az-window-refused',
      says: 'A text outside the 24-hour window is refused at once.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'The sentence names the window and Send WhatsApp Template. Where it is accepted, only the status shows that it failed.',
      by: 'send',
      how: 'Send to a number that has not written for a day; with --listen the status is seen.',
      check: async (look) => {
        const answer = await latest(look);
        if (!isTaken(answer)) return judge(true, shown(answer));
        const id = String(at(answer.json, placeOf(answer) ?? ''));
        const words = await statusesOf(look, id);
        if (words.includes('failed')) return judge(false, `taken, and then ${words.join(', ')}`);
        throw new Unclear(
          words.length === 0 ? 'taken, and no status came' : `the window is open: ${words.join(', ')}`,
        );
      },
    },
    {
      id: 'az-template-argument',
      says: 'A template is sent with `template_id`, `language` and `argument` of `HEADER` and `BODY`.',
      source: 'docs, Send template; other forms were seen in public code',
      sure: 'contradictory',
      uses: 'Send WhatsApp Template.',
      by: 'send',
      how: 'Send an approved template.',
      check: async (look) => {
        const answer = await template(look);
        return judge(isTaken(answer), shown(answer));
      },
    },
    {
      id: 'az-send-200',
      says: 'A message that is taken returns 200.',
      source: 'public code takes 200 and 201',
      sure: 'inferred',
      uses: 'Nothing: the app takes every 2xx.',
      by: 'send',
      how: 'Send an approved template.',
      check: async (look) => {
        const answer = await template(look);
        if (!isTaken(answer)) throw new Unclear(`the template was answered ${shown(answer)}`);
        return judge(answer.status === 200, shown(answer));
      },
    },
    {
      id: 'az-send-id',
      says: 'The id of a message that is taken is at `data.id`.',
      source: 'public code reads `data.id` or `data.message_id`',
      sure: 'seen',
      uses: '`id` of Send WhatsApp Message; the app reads all likely fields, or returns null.',
      by: 'send',
      how: 'Send an approved template.',
      check: async (look) => {
        const answer = await template(look);
        if (!isTaken(answer)) throw new Unclear(`the template was answered ${shown(answer)}`);
        const place = placeOf(answer);
        return judge(place === 'data.id', place ? `at ${place}` : `nowhere in ${shown(answer)}`);
      },
    },
    {
      id: 'az-contact-empty',
      says: '`POST /contact/create` returns `{}`.',
      source: 'docs, Create contact, in an example',
      sure: 'documented',
      uses: 'Create Contacts takes 2xx for success; where the answer names contacts that failed, their rows are `not_sent`.',
      by: 'send',
      how: 'Make a contact of the number.',
      check: async (look) => {
        const answer = await contact(look);
        if (answer.status >= 400) throw new Unclear(`the contact was answered ${shown(answer)}`);
        return judge(isFields(answer.json) && Object.keys(answer.json).length === 0, shown(answer));
      },
    },
    {
      id: 'az-contact-iso',
      says: '`country_code` takes an ISO code, such as `GB`.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Create Contacts sends the ISO code of the number: were it refused, every contact would be.',
      by: 'send',
      how: 'Make a contact of the number.',
      check: async (look) => {
        const answer = await contact(look);
        return judge(answer.status < 300, shown(answer));
      },
    },
    {
      id: 'az-assign-platform-id',
      says: '`POST /contact/assign` takes the `platform_id` of an agent.',
      source: 'docs, Assign contact, in an example',
      sure: 'documented',
      uses: 'Assign Contact.',
      by: 'send',
      how: 'Assign the number to the first agent.',
      check: async (look) => {
        await contact(look);
        const [agent] = await rows(look, 'agents');
        const answer = await assign(look, 'contact-assign', agent?.platform_id);
        return judge(isTaken(answer), shown(answer));
      },
    },
    {
      id: 'az-assign-id',
      says: 'The `id` of an agent is refused there.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Nothing: the app sends the `platform_id`.',
      by: 'send',
      how: 'Assign the number to the first agent by its id.',
      check: async (look) => {
        await contact(look);
        const [agent] = await rows(look, 'agents');
        const answer = await assign(look, 'contact-assign-id', agent?.id);
        return judge(!isTaken(answer), shown(answer));
      },
    },
  ],
};
