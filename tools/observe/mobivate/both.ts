import { type Chapter, judge, Unclear } from '../claim.ts';
import type { Look } from '../look.ts';
import { at, isFields, shown } from '../values.ts';

const test = (look: Look) => look.ask('auth-test', { path: '/auth/test' });

const badKey = (look: Look) => look.ask('auth-test-wrong-key', { path: '/auth/test', key: 'wrong' });

const nowhere = (look: Look) => look.ask('unknown-path', { path: '/observe/nothing-here' });

const LIMIT = /^(x-)?rate-?limit|^retry-after$/;

/** Claims that apply to both platforms. */
export const both: Chapter = {
  title: 'Both platforms',
  platforms: ['classic', 'vortex'],
  claims: [
    {
      id: 'auth-test-object',
      says: '`GET /auth/test` responds to a good key with 200 and a JSON object.',
      source:
        'wiki, Test API key: on Classic `{"message":"API Key is valid"}`; on Vortex the body is not documented',
      sure: 'documented',
      uses: 'The connection test wants an object: with any other body, connecting fails.',
      by: 'reading',
      how: 'Test the key.',
      check: async (look) => {
        const answer = await test(look);
        return judge(answer.status === 200 && isFields(answer.json), shown(answer));
      },
    },
    {
      id: 'unknown-path-404',
      says: 'A path that does not exist returns 404 with a JSON object.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Remove Opt-Out on Classic tries its second path after a 404; an HTML page leads to the same error.',
      by: 'reading',
      how: 'Request an unknown path.',
      check: async (look) => {
        const answer = await nowhere(look);
        return judge(answer.status === 404 && isFields(answer.json), shown(answer));
      },
    },
    {
      id: 'json-type',
      says: 'Answers are `application/json`, errors too.',
      source: 'wiki, every page',
      sure: 'documented',
      uses: 'Nothing: the app reads the body and not the type.',
      by: 'reading',
      how: 'Look at the types of the answers to a good and a wrong key.',
      check: async (look) => {
        const types = [await test(look), await badKey(look)].map(
          ({ headers }) => headers['content-type'] ?? 'none',
        );
        return judge(
          types.every((type) => type.startsWith('application/json')),
          [...new Set(types)].join(' and '),
        );
      },
    },
    {
      id: 'no-rate-limit-headers',
      says: 'Responses have no rate-limit headers.',
      source: 'a 429 is documented without any number',
      sure: 'unknown',
      uses: 'Nothing yet. After a 429 the app waits for Retry-After, or a minute.',
      by: 'reading',
      how: 'Look at the headers of the key test.',
      check: async (look) => {
        const names = Object.keys((await test(look)).headers).filter((name) => LIMIT.test(name));
        return judge(names.length === 0, names.length === 0 ? 'no such header' : names.join(', '));
      },
    },
    {
      id: 'error-message-text',
      says: 'An error has its message in `message`, `error.message` or `error`.',
      source: 'wiki, Understanding response codes; clients in production',
      sure: 'seen',
      uses: 'Error messages: without one, the app only explains the status.',
      by: 'reading',
      how: 'Look at the answers to a wrong key and to an unknown path.',
      check: async (look) => {
        const errors = [await badKey(look), await nowhere(look)].filter(({ status }) => status >= 400);
        if (errors.length === 0) throw new Unclear('nothing was refused');
        const holds = errors.every(({ json }) =>
          ['message', 'error.message', 'error'].some((path) => typeof at(json, path) === 'string'),
        );
        return judge(holds, errors.map(shown).join('; '));
      },
    },
    {
      id: 'key-in-query',
      says: 'A key is also taken as `?api_key=`.',
      source: 'wiki, Sending campaigns',
      sure: 'documented',
      uses: 'Nothing: the app sends the key in a header.',
      by: 'nothing',
      how: "a key in an address ends in logs, so it isn't tried",
    },
    {
      id: 'not-idempotent',
      says: 'Nothing is idempotent: a repeated send is a second message.',
      source: 'nothing is documented',
      sure: 'inferred',
      uses: 'The app never retries a send.',
      by: 'nothing',
      how: 'it would cost a message more and prove nothing about the next one',
    },
    {
      id: 'error-402-429-500',
      says: 'No credit returns 402, too many requests 429, a server error 500 or more.',
      source: 'wiki, Understanding response codes; the bodies are not documented',
      sure: 'documented',
      uses: 'Error classes: out of credit is a visible error, 429 a throttled one, 500 an unclear result.',
      by: 'nothing',
      how: "an account without credit, and an overloaded gateway, can't be produced on demand",
    },
  ],
};

export { badKey, test };
