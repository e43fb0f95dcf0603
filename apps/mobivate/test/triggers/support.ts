import { randomUUID } from 'node:crypto';
import type { TestWorld } from '../support/world.ts';

type Fields = Record<string, unknown>;

/** Something that was posted to a Zap, as the platform hands it to the trigger. */
export interface Posted {
  readonly body: string;
  readonly contentType: string;
}

export const json = (body: unknown): Posted => ({
  body: JSON.stringify(body),
  contentType: 'application/json',
});

const parse = ({ body, contentType }: Posted): unknown => {
  if (contentType.includes('form')) return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** One hook trigger as the platform runs it. */
export const hookOf = (world: () => TestWorld, key: string) => {
  const run = (method: string, authData: Fields, given: Fields) =>
    world().zapier.run(`triggers.${key}.operation.${method}`, { authData, ...given });
  return {
    perform: (posted: Posted, inputData: Fields = {}, authData: Fields = world().classic) =>
      run('perform', authData, {
        inputData,
        bundle: {
          cleanedRequest: parse(posted),
          rawRequest: { method: 'POST', content: posted.body, headers: {}, querystring: '' },
        },
      }),
    list: (inputData: Fields = {}, authData: Fields = world().classic) =>
      run('performList', authData, { inputData, meta: { isLoadingSample: true } }),
    subscribe: (targetUrl: string, inputData: Fields = {}, authData: Fields = world().classic) =>
      run('performSubscribe', authData, { inputData, bundle: { targetUrl } }),
    unsubscribe: (targetUrl: string, authData: Fields = world().classic) =>
      run('performUnsubscribe', authData, {
        bundle: { targetUrl, subscribeData: { id: targetUrl } },
      }),
  };
};

/** An account that nothing has happened on yet, and the connection to it. */
export const newAccount = ({ sandbox }: TestWorld, platform: 'classic' | 'vortex' = 'classic') => {
  const account = sandbox.createAccount({ name: randomUUID(), platform });
  return { account, authData: { api_key: account.key } };
};

/** An id as Classic shows it: 32 hex digits in capitals. */
export const hexId = (id: string): string => id.replaceAll('-', '').toUpperCase();

/** The keys of a record and of the records in it, in their order. */
export const keysOf = (record: unknown): string[] =>
  typeof record === 'object' && record !== null ? Object.keys(record) : [];

/** Keeps what triggers write to the log out of the report of the tests. */
export const quiet = (): void => {
  beforeEach(() => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
};

/** What triggers wrote to the platform's log. */
export const linesOf = ({ zapier }: TestWorld, label: string): string[] =>
  zapier.logs.map(({ message }) => message.trim()).filter((line) => line.startsWith(label));
