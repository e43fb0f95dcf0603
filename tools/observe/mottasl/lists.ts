import { type Chapter, type Claim, judge, Unclear } from '../claim.ts';
import type { Look } from '../look.ts';
import type { Answer } from '../network.ts';
import {
  at,
  compareFields,
  type Fields,
  filled,
  isFields,
  rowsOf,
  shown,
  typeOf,
  wordsIn,
} from '../values.ts';

export const PLATFORMS = ['whatsapp'];

const LISTS = {
  agents: '/agent',
  templates: '/partner/templates',
  tags: '/tags',
  webhooks: '/webhook',
} as const;

type Name = keyof typeof LISTS;

/** The rows of a list in any wrapping, or `null` if there are none. */
export const listIn = (json: unknown): readonly Fields[] | null => {
  const places = [
    json,
    at(json, 'data'),
    at(json, 'data.data'),
    at(json, 'results'),
    ...(isFields(json) ? Object.values(json) : []),
  ];
  const list = places.find((place) => Array.isArray(place));
  return list === undefined ? null : rowsOf(list);
};

const read = (look: Look, name: Name): Promise<Answer> => look.ask(name, { path: LISTS[name] });

/** The rows of a list that is not empty. */
export const rows = async (look: Look, name: Name): Promise<readonly Fields[]> => {
  const answer = await read(look, name);
  const found = listIn(answer.json);
  if (answer.status !== 200 || found === null) throw new Unclear(`${answer.line} answered ${shown(answer)}`);
  return filled(found, name.replace(/s$/, ''));
};

const badKey = (look: Look) => look.ask('wrong-key', { path: LISTS.agents, key: 'wrong' });

const pathClaim = (name: Name, source: string, sure: Claim['sure'], uses: string): Claim => ({
  id: `az-${name}-path`,
  says: `\`GET ${LISTS[name]}\` returns 200 with a list.`,
  source,
  sure,
  uses,
  by: 'reading',
  how: 'Read the list.',
  check: async (look) => {
    const answer = await read(look, name);
    return judge(answer.status === 200 && listIn(answer.json) !== null, shown(answer));
  },
});

const fieldsClaim = (
  name: Name,
  what: string,
  names: readonly string[],
  source: string,
  sure: Claim['sure'],
  uses: string,
): Claim => ({
  id: `az-${name}-fields`,
  says: `${what} has ${names.map((each) => `\`${each}\``).join(', ')}.`,
  source,
  sure,
  uses,
  by: 'reading',
  how: 'Compare the field names of the list.',
  check: async (look) => {
    const { holds, seen } = compareFields(await rows(look, name), names);
    return judge(holds, seen);
  },
});

/** The claims in a key, the middle part of a token. */
const claimsOf = (key: string): Fields | null => {
  const [, middle, ...rest] = key.split('.');
  if (middle === undefined || rest.length !== 1) return null;
  try {
    const claims: unknown = JSON.parse(Buffer.from(middle, 'base64url').toString());
    return isFields(claims) ? claims : null;
  } catch {
    return null;
  }
};

/** The scope in a key's claims, or `null`. */
export const scopeOf = (key: string): string | null => {
  const claims = claimsOf(key) ?? {};
  const name = Object.keys(claims).find((each) => /scope|permission|access/i.test(each));
  return name === undefined ? null : String(claims[name]);
};

export const mottaslLists: Chapter = {
  title: 'Keys and lists',
  platforms: PLATFORMS,
  claims: [
    {
      id: 'az-key-token',
      says: 'A key is a token whose claims hold the business and a scope.',
      source: 'public code',
      sure: 'seen',
      uses: '`scope` of the connection, and the sentence to a write with a key that may only read.',
      by: 'reading',
      how: 'Look at the key; nothing is asked for it.',
      check: async (look) => {
        const claims = claimsOf(look.scene.given.key ?? '');
        const scope = scopeOf(look.scene.given.key ?? '');
        return judge(
          claims !== null && scope !== null,
          claims === null ? 'the key is no token' : `{${Object.keys(claims).join(', ')}}, scope ${scope}`,
        );
      },
    },
    {
      id: 'az-bad-key-401',
      says: 'A wrong key returns 401.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'A 401 asks the user to reconnect. With 403 a bad key looks as if it lacked a right.',
      by: 'reading',
      how: 'List agents with an unknown key.',
      check: async (look) => {
        const answer = await badKey(look);
        return judge(answer.status === 401, shown(answer));
      },
    },
    {
      id: 'az-error-form',
      says: 'Errors are JSON with a `message`.',
      source: 'public code, which reads `message` or `error`',
      sure: 'seen',
      uses: 'Error sentences: the app reads `message`, `error`, `error.message` and `errors`.',
      by: 'reading',
      how: 'List agents with an unknown key.',
      check: async (look) => {
        const answer = await badKey(look);
        return judge(typeof at(answer.json, 'message') === 'string', shown(answer));
      },
    },
    {
      id: 'az-lists-data',
      says: 'Lists come as `{success, data: […]}`.',
      source: 'public code for templates; nothing for the others',
      sure: 'inferred',
      uses: 'Nothing: the app finds the list under `data`, `data.data`, `results`, a name of its own, or bare.',
      by: 'reading',
      how: 'List agents.',
      check: async (look) => {
        const answer = await read(look, 'agents');
        return judge(answer.status === 200 && Array.isArray(at(answer.json, 'data')), shown(answer));
      },
    },
    {
      id: 'az-lists-whole',
      says: 'A list is given whole: nothing in it says that there is more.',
      source: 'no page of a list is documented',
      sure: 'unknown',
      uses: 'Searches and choices see the first page only; a search that finds no source mentions it.',
      by: 'reading',
      how: 'Look at the fields around the lists of agents, templates and tags.',
      check: async (look) => {
        const more: string[] = [];
        for (const name of ['agents', 'templates', 'tags'] as const) {
          const { json } = await read(look, name);
          const count = listIn(json)?.length ?? 0;
          const total = ['total', 'count', 'data.total', 'meta.total', 'pagination.total']
            .map((path) => at(json, path))
            .find((value) => typeof value === 'number');
          const next = ['next', 'next_page', 'data.next', 'has_more', 'pagination.has_next'].some((path) =>
            Boolean(at(json, path)),
          );
          if ((typeof total === 'number' && total > count) || next)
            more.push(`${name}: ${count} of ${total ?? 'more'}`);
        }
        return judge(
          more.length === 0,
          more.length === 0 ? 'nothing says that there is more' : more.join(', '),
        );
      },
    },
    pathClaim(
      'agents',
      'docs, List agents',
      'documented',
      'The connection test, Find Agent, and the list of agents to choose from.',
    ),
    fieldsClaim(
      'agents',
      'An agent',
      ['id', 'platform_id', 'platform', 'is_agent', 'business_id'],
      'docs, Get agent',
      'documented',
      'Find Agent, and Assign Contact, which wants `platform_id`.',
    ),
    {
      id: 'az-agent-one',
      says: '`GET /agent/<id>` returns one agent.',
      source: 'docs, Get agent',
      sure: 'documented',
      uses: 'Nothing: the app searches the list.',
      by: 'reading',
      how: 'Ask for an agent of the list.',
      check: async (look) => {
        const [agent] = await rows(look, 'agents');
        const answer = await look.ask('agent', { path: `/agent/${agent?.id}` });
        return judge(answer.status === 200 && isFields(answer.json), shown(answer));
      },
    },
    pathClaim(
      'templates',
      'public code; the page prints it without a slash',
      'contradictory',
      'Find Template, and the list of templates to choose from.',
    ),
    fieldsClaim(
      'templates',
      'A template',
      ['id', 'language', 'category', 'status', 'components'],
      'public code',
      'seen',
      'Send WhatsApp Template: its fields follow from the components.',
    ),
    {
      id: 'az-templates-approved',
      says: 'A template that may be sent has the status `approved`, in small letters.',
      source: 'public code',
      sure: 'seen',
      uses: 'Nothing: the app compares without regard to case. With another word no template is offered.',
      by: 'reading',
      how: 'Look at the statuses of the list.',
      check: async (look) => {
        const words = wordsIn(await rows(look, 'templates'), 'status');
        if (!words.some((word) => /^approved$/i.test(word)))
          throw new Unclear(`the statuses are ${words.join(', ') || 'none'}`);
        return judge(words.includes('approved'), words.join(', '));
      },
    },
    {
      id: 'az-templates-components',
      says: '`components` is a list of objects with a `type` and, for a text, `text` with `{{1}}` in it.',
      source: 'public code',
      sure: 'seen',
      uses: 'The fields of Send WhatsApp Template; the app reads an object and JSON text too.',
      by: 'reading',
      how: 'Look at the components of the list.',
      check: async (look) => {
        const kinds = [
          ...new Set((await rows(look, 'templates')).map(({ components }) => typeOf(components))),
        ];
        const all = (await rows(look, 'templates')).flatMap(({ components }) => rowsOf(components));
        return judge(
          kinds.join() === 'list' && all.every(({ type }) => typeof type === 'string'),
          kinds.join(' and '),
        );
      },
    },
    pathClaim('tags', 'the path of Create tag', 'inferred', 'Find Tag, and the list of tags to choose from.'),
    fieldsClaim(
      'tags',
      'A tag',
      ['id', 'tag', 'colour', 'description'],
      'docs, Create tag',
      'documented',
      'Find Tag, and Tag Contact, which wants the `id`.',
    ),
    {
      id: 'az-times-iso',
      says: 'Times are written like `2024-02-03T04:05:06Z`, with an offset.',
      source: 'docs, Webhook events, in an example',
      sure: 'inferred',
      uses: 'Times of events: a time without an offset is read as UTC, a number as seconds or milliseconds.',
      by: 'reading',
      how: 'Look at `created_at` of tags.',
      check: async (look) => {
        const times = (await rows(look, 'tags'))
          .map(({ created_at }) => created_at)
          .filter((time) => time !== null && time !== undefined);
        if (times.length === 0) throw new Unclear('tags have no created_at');
        const holds = times.every(
          (time) => typeof time === 'string' && /T\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/.test(time),
        );
        return judge(
          holds,
          [
            ...new Set(
              times.map((time) => (typeof time === 'string' ? time.replace(/\d/g, '9') : typeOf(time))),
            ),
          ].join(' and '),
        );
      },
    },
    pathClaim(
      'webhooks',
      'the path of Create webhook',
      'inferred',
      'A trigger whose webhook was answered without an id finds it there by its URL.',
    ),
    {
      id: 'az-no-contact-list',
      says: 'Contacts cannot be listed: there is no `GET /contact`.',
      source: 'no page has it',
      sure: 'inferred',
      uses: 'There is no Find Contact. Were it there, there could be.',
      by: 'reading',
      how: 'Ask for `/contact` and `/contacts`.',
      check: async (look) => {
        const answers = [
          await look.ask('contact-list', { path: '/contact' }),
          await look.ask('contacts-list', { path: '/contacts' }),
        ];
        return judge(
          answers.every(({ status }) => status >= 400),
          answers.map(shown).join('; '),
        );
      },
    },
    {
      id: 'az-no-message-list',
      says: 'Messages cannot be read: there is no `GET /message`.',
      source: 'no page has it',
      sure: 'inferred',
      uses: 'A message of unclear end stays so, and no trigger polls.',
      by: 'reading',
      how: 'Ask for `/message` and `/messages`.',
      check: async (look) => {
        const answers = [
          await look.ask('message-list', { path: '/message' }),
          await look.ask('messages-list', { path: '/messages' }),
        ];
        return judge(
          answers.every(({ status }) => status >= 400),
          answers.map(shown).join('; '),
        );
      },
    },
    {
      id: 'az-unknown-path',
      says: 'A path that does not exist returns 404.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Nothing.',
      by: 'reading',
      how: 'Request an unknown path.',
      check: async (look) => {
        const answer = await look.ask('unknown-path', { path: '/observe/nothing-here' });
        return judge(answer.status === 404, shown(answer));
      },
    },
    {
      id: 'az-no-rate-limit-headers',
      says: 'Responses have no rate-limit headers.',
      source: 'nothing is documented',
      sure: 'unknown',
      uses: 'Nothing yet. After a 429 the app waits for Retry-After, or a minute.',
      by: 'reading',
      how: 'Look at the headers of the list of agents.',
      check: async (look) => {
        const names = Object.keys((await read(look, 'agents')).headers).filter((name) =>
          /rate-?limit|^retry-after$/.test(name),
        );
        return judge(names.length === 0, names.length === 0 ? 'no such header' : names.join(', '));
      },
    },
    {
      id: 'az-create-for-ever',
      says: 'A tag, an agent and a contact cannot be deleted.',
      source: 'no page has it',
      sure: 'inferred',
      uses: 'Create Tag, Create Agent and Create Contacts have no counterpart.',
      by: 'nothing',
      how: 'what is made to try it would stay',
    },
    {
      id: 'az-402-plan',
      says: 'A 402 is the end of the plan or the balance.',
      source: 'docs, by name only',
      sure: 'inferred',
      uses: 'The sentence to a 402.',
      by: 'nothing',
      how: "an account at its end can't be produced on demand",
    },
  ],
};
