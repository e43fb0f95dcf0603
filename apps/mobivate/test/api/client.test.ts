import { GatewayError } from '@messaging/errors/gateway-error';
import type { BatchReport } from '@messaging/gateway/batches';
import type { Call } from '@messaging/gateway/call';
import type { Classic, Vortex } from '../../src/api/client.ts';
import { readConnection } from '../../src/api/connection.ts';
import type { Effect } from '../../src/api/failures.ts';
import { createMobivate } from '../../src/api/index.ts';

const CLASSIC_KEY = '6f1c2b9e-0d3a-4c58-9b71-2e64d8a05f37';
const VORTEX_KEY = `v-${CLASSIC_KEY}:0a9b8c7d-6e5f-4a3b-8c2d-1e0f9a8b7c6d`;

/** A client of a Mobivate that answers every call with that status, and what it was asked for. */
const clientOf = (api_key: string, status: number) => {
  const connection = readConnection({ api_key, username: 'bakery', password: 'p4ssword' });
  const calls: Call[] = [];
  const request = async (call: Call) => {
    calls.push(call);
    return { kind: 'answer', status, data: {}, retryAfter: null } as const;
  };
  return { client: createMobivate(connection, request, () => 25_000), calls };
};

const classicOf = (status: number) => {
  const { client, calls } = clientOf(CLASSIC_KEY, status);
  if (client.platform !== 'Classic') throw new Error('a Classic key made a client of Vortex');
  return { client, calls };
};

const vortexOf = (status: number) => {
  const { client, calls } = clientOf(VORTEX_KEY, status);
  if (client.platform !== 'Vortex') throw new Error('a Vortex key made a client of Classic');
  return { client, calls };
};

/** The failure of a call that must fail; a send to many does not throw, but tells of it. */
const failureIn = async (run: Promise<unknown>): Promise<string> => {
  const ended = await run.catch((error: unknown) => error);
  if (ended instanceof GatewayError) return ended.message;
  throw new Error(`a failure was expected instead of ${JSON.stringify(ended)}`);
};

const thrown = async (run: Promise<BatchReport<unknown>>): Promise<never> => {
  throw (await run).failures[0];
};

const AFTERMATH: Record<Effect, RegExp> = {
  reads: /Nothing was changed\. Try again in a few minutes\.$/,
  registers: /This Zap gets no events yet\. Turn it on again in a few minutes\.$/,
  changes: /The change may have been made\. Check your/,
  sends: /This message may or may not have been sent\. Check its reference/,
  sends_many: /This message may or may not have been sent\. Check its recipient/,
};

const LOG = 'GET /message';
const MSISDN = '447700900123';
const MESSAGE = { originator: 'Bakery', recipient: MSISDN, text: 'Your cake is ready.', reference: 'r-1' };
const LATER = new Date(Date.now() + 3_600_000);
const WINDOW = { from: new Date('2026-01-05T00:00:00Z'), to: new Date('2026-01-06T00:00:00Z') };
const BULK = { originator: 'Bakery', text: 'Hi', excludeOptouts: true, excludeDuplicates: true };
const LISTED = { mobile: MSISDN, applications: ['contacts:42'] };
const never = () => false;

const HISTORY = { effect: 'reads', request: 'GET /messages/history', permission: 'read:SingleSMS' } as const;
const OPTOUTS = { effect: 'reads', request: 'GET /addressbook/optouts', permission: 'read:Optouts' } as const;
const CONTACTS = {
  effect: 'reads',
  request: 'GET /addressbook/contacts',
  permission: 'read:Contacts',
} as const;
const CAMPAIGNS = {
  effect: 'reads',
  request: 'GET /messages/campaigns',
  permission: 'read:BatchSMS',
} as const;

interface Case<C> {
  readonly effect: Effect;
  readonly request: string;
  /** The look-ups that follow where the end is unclear. */
  readonly afterwards?: readonly string[];
  readonly call: (client: C) => Promise<unknown>;
}

/** Everything that a client can do: what is missing here does not compile. */
type Cases<C, K> = Record<Exclude<keyof C, 'platform'>, K | readonly K[]>;

const CLASSIC: Cases<Classic, Case<Classic>> = {
  checkKey: { effect: 'reads', request: 'GET /auth/test', call: (c) => c.checkKey() },
  send: [
    { effect: 'sends', request: 'POST /send/single', call: (c) => c.send(MESSAGE) },
    { effect: 'sends', request: 'POST /send/batch', call: (c) => c.send({ ...MESSAGE, scheduleAt: LATER }) },
  ],
  sendBulk: {
    effect: 'sends_many',
    request: 'POST /send/batch',
    afterwards: [LOG],
    call: (c) => thrown(c.sendBulk(BULK, [MESSAGE])),
  },
  recentMessages: { effect: 'reads', request: 'GET /message', call: (c) => c.recentMessages() },
  readLog: { effect: 'reads', request: 'GET /message', call: (c) => c.readLog(WINDOW, never) },
  findMessages: { effect: 'reads', request: 'GET /message', call: (c) => c.findMessages(WINDOW, never, 1) },
  findSent: { effect: 'reads', request: LOG, call: (c) => c.findSent(LATER, never) },
  findMessage: { effect: 'reads', request: 'GET /message/M-1', call: (c) => c.findMessage('M-1', WINDOW) },
  addOptout: {
    effect: 'changes',
    request: 'POST /addressbook/optout',
    afterwards: ['GET /addressbook/optout'],
    call: (c) => c.addOptout(MSISDN),
  },
  removeOptout: {
    effect: 'changes',
    request: 'DELETE /addressbook/optout',
    call: (c) => c.removeOptout(MSISDN),
  },
  findOptout: { effect: 'reads', request: 'GET /addressbook/optout', call: (c) => c.findOptout(MSISDN) },
  recentOptouts: {
    effect: 'reads',
    request: 'GET /addressbook/optout',
    call: (c) => c.recentOptouts(WINDOW.from),
  },
  addToLists: { effect: 'changes', request: 'GET /api/contacts/create', call: (c) => c.addToLists(LISTED) },
  removeFromLists: {
    effect: 'changes',
    request: 'GET /api/contacts/delete',
    call: (c) => c.removeFromLists(LISTED),
  },
  setHook: {
    effect: 'registers',
    request: 'POST /webhooks/click',
    call: (c) => c.setHook('click', 'https://example.com/'),
  },
};

interface VortexCase extends Case<Vortex> {
  readonly permission: string | null;
}

const VORTEX: Cases<Vortex, VortexCase> = {
  checkKey: { effect: 'reads', request: 'GET /auth/test', call: (c) => c.checkKey(), permission: null },
  send: {
    effect: 'sends',
    request: 'POST /send/single',
    call: (c) => c.send(MESSAGE),
    permission: 'create:SingleSMS',
  },
  sendBulk: {
    effect: 'sends_many',
    request: 'POST /send/batch',
    afterwards: ['GET /messages/history'],
    call: (c) => thrown(c.sendBulk(BULK, [MESSAGE])),
    permission: 'create:BatchSMS',
  },
  sendTemplate: {
    effect: 'sends_many',
    request: 'POST /send/template',
    afterwards: ['GET /messages/history'],
    call: (c) => thrown(c.sendTemplate({ id: 't-1' }, [MESSAGE])),
    permission: 'create:TemplateSMS',
  },
  sendToAliases: {
    effect: 'sends_many',
    request: 'POST /send/alias',
    afterwards: ['GET /addressbook/contacts'],
    call: (c) => thrown(c.sendToAliases(BULK, [MESSAGE])),
    permission: 'create:AliasSMS',
  },
  recentMessages: { ...HISTORY, call: (c) => c.recentMessages() },
  readLog: { ...HISTORY, call: (c) => c.readLog(WINDOW, never) },
  findMessages: { ...HISTORY, call: (c) => c.findMessages(WINDOW, never, 1) },
  findSent: { ...HISTORY, call: (c) => c.findSent(LATER, never) },
  findMessage: { ...HISTORY, call: (c) => c.findMessage('m-1', WINDOW) },
  addOptout: {
    effect: 'changes',
    request: 'POST /addressbook/optouts',
    afterwards: ['GET /addressbook/optouts'],
    call: (c) => c.addOptout(MSISDN),
    permission: 'create:Optouts',
  },
  removeOptout: {
    effect: 'changes',
    request: `DELETE /addressbook/optouts/${MSISDN}`,
    call: (c) => c.removeOptout(MSISDN),
    permission: 'delete:Optouts',
  },
  findOptout: { ...OPTOUTS, call: (c) => c.findOptout(MSISDN) },
  recentOptouts: { ...OPTOUTS, call: (c) => c.recentOptouts(WINDOW.from) },
  createContact: {
    effect: 'changes',
    request: 'POST /addressbook/contacts',
    afterwards: ['GET /addressbook/contacts'],
    call: (c) => c.createContact({ mobile: MSISDN, alias: 'baker' }),
    permission: 'create:Contacts',
  },
  deleteContact: {
    effect: 'changes',
    request: 'DELETE /addressbook/contacts/c-1',
    call: (c) => c.deleteContact('c-1'),
    permission: 'delete:Contacts',
  },
  findContact: { ...CONTACTS, call: (c) => c.findContact(never) },
  contactsPage: { ...CONTACTS, call: (c) => c.contactsPage(0) },
  createGroup: {
    effect: 'changes',
    request: 'POST /addressbook/groups',
    afterwards: ['GET /addressbook/groups', 'POST /addressbook/groups'],
    call: (c) => c.createGroup('Bakers'),
    permission: 'create:Groups',
  },
  findCampaigns: { ...CAMPAIGNS, call: (c) => c.findCampaigns(WINDOW, never) },
  campaignsPage: { ...CAMPAIGNS, call: (c) => c.campaignsPage(0) },
};

const casesOf = <K extends Case<never>>(cases: Record<string, K | readonly K[]>) =>
  Object.entries(cases).flatMap(([method, given]) => {
    const list: readonly K[] = 'call' in given ? [given] : given;
    return list.map((one) => ({ method, ...one }));
  });

const requestOf = (calls: readonly Call[]): string[] =>
  calls.map(({ method, url }) => `${method} ${new URL(url).pathname}`);

test.each(casesOf(CLASSIC))('Classic: $method, reports an error response', async (it) => {
  const { client, calls } = classicOf(500);
  expect(await failureIn(it.call(client))).toMatch(AFTERMATH[it.effect]);
  expect(requestOf(calls)).toEqual([it.request, ...(it.afterwards ?? [])]);
});

test.each(casesOf(VORTEX))('Vortex: $method, reports an error response', async (it) => {
  const { client, calls } = vortexOf(500);
  expect(await failureIn(it.call(client))).toMatch(AFTERMATH[it.effect]);
  expect(requestOf(calls)).toEqual([it.request, ...(it.afterwards ?? [])]);
});

test.each(casesOf(VORTEX))('Vortex: $method, names the missing permission', async (it) => {
  const sentence = await failureIn(it.call(vortexOf(403).client));
  expect(sentence).toContain(`has ${it.permission ? `the permission ${it.permission}` : 'its permissions'}`);
});
