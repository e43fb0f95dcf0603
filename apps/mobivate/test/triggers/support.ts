import { randomUUID } from 'node:crypto';
import type { TestWorld } from '../support/world.ts';

type Fields = Record<string, unknown>;

/** A request to a Zap's URL, as the platform passes it to the trigger. */
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

/** The methods of a hook trigger, run by the platform. */
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

/** A new account and a connection to it. */
export const newAccount = ({ sandbox }: TestWorld, platform: 'classic' | 'vortex' = 'classic') => {
  const account = sandbox.createAccount({ name: randomUUID(), platform });
  return { account, authData: { api_key: account.key } };
};

/** An id in Classic's format: 32 hex digits in upper case. */
export const hexId = (id: string): string => id.replaceAll('-', '').toUpperCase();

/** The keys of a record and its nested records, in order. */
export const keysOf = (record: unknown): string[] =>
  typeof record === 'object' && record !== null ? Object.keys(record) : [];

/** Silences the log of triggers in the test report. */
export const quiet = (): void => {
  beforeEach(() => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
};

/** The lines that triggers wrote to the platform's log. */
export const linesOf = ({ zapier }: TestWorld, label: string): string[] =>
  zapier.logs.map(({ message }) => message.trim()).filter((line) => line.startsWith(label));
