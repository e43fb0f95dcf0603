import type { BatchReport } from '@messaging/gateway/batches';
import type { Request } from '@messaging/gateway/call';
import type { Connection } from './connection.ts';
import { createContacts, type NewContact } from './contacts.ts';
import { createExchange, type Exchange } from './exchange.ts';
import { readListing } from './lists.ts';
import { type OutboundMessage, type Sent, sendMessage } from './messages.ts';
import {
  type Agent,
  type ListedTag,
  type NewAgent,
  readAgent,
  readMadeAgentId,
  readMadeTag,
  readTag,
  type Tag,
} from './records.ts';
import type { Fields } from './shapes.ts';
import { readTemplate, type Template } from './templates.ts';
import { createWebhook, deleteWebhook, type NewWebhook } from './webhooks.ts';

/** A list. `isPartial` if the response says that there is more. */
export interface Listed<T> {
  readonly records: readonly T[];
  readonly isPartial: boolean;
}

/** A created record, and the raw response. */
export interface Made<T> {
  readonly record: T;
  readonly raw: unknown;
}

export type NewTag = Pick<Tag, 'description' | 'colour'> & { readonly name: string };

/** The client of Azeer's API. Every method can throw a GatewayError. */
export interface Mottasl {
  checkKey(): Promise<void>;
  /** Sends one message in one request, which is never retried. */
  send(message: OutboundMessage): Promise<Sent>;
  templates(): Promise<Listed<Template>>;
  agents(): Promise<Listed<Agent>>;
  tags(): Promise<Listed<ListedTag>>;
  createContacts<R extends NewContact>(rows: readonly R[]): Promise<BatchReport<R>>;
  /** Assigns a contact (MSISDN) to an agent. */
  assignContact(mobile: string, agent: string): Promise<unknown>;
  /** Adds tags to a contact (MSISDN). */
  tagContact(mobile: string, tagIds: readonly number[]): Promise<unknown>;
  createTag(tag: NewTag): Promise<Made<Tag>>;
  createAgent(agent: NewAgent): Promise<Made<string | null>>;
  /** Creates a webhook. Returns its ID, or `null` if unknown. */
  createWebhook(webhook: NewWebhook): Promise<string | null>;
  deleteWebhook(webhook: { readonly id: string | null; readonly url: string }): Promise<void>;
}

const lister =
  <T>(exchange: Exchange, path: string, plural: string, read: (record: Fields) => T | null) =>
  (): Promise<Listed<T>> =>
    exchange({ method: 'GET', path, effect: 'reads' }, (data) => {
      const listing = readListing(data, plural);
      return listing && { ...listing, records: listing.records.flatMap((record) => read(record) ?? []) };
    });

/** Removes the key from a response, in case Azeer echoes it. */
const withoutKey = (answer: unknown, key: string): unknown =>
  JSON.parse(JSON.stringify(answer), (_name, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(key, '…') : value,
  );

/** Creates the client of a connection. `remaining` returns the milliseconds left in the step. */
export const createMottasl = (connection: Connection, request: Request, remaining: () => number): Mottasl => {
  const exchange = createExchange(connection, request);
  const change = (path: string, json: Fields): Promise<{ raw: unknown }> =>
    exchange({ method: 'POST', path, json, effect: 'changes' }, (answer) => ({
      raw: withoutKey(answer, connection.key),
    }));
  return {
    checkKey: async () => {
      await exchange({ method: 'GET', path: '/agent', retry: false, effect: 'reads' }, () => true);
    },
    send: (message) => sendMessage(exchange, message),
    templates: lister(exchange, '/partner/templates', 'templates', readTemplate),
    agents: lister(exchange, '/agent', 'agents', readAgent),
    tags: lister(exchange, '/tags', 'tags', readTag),
    createContacts: (rows) => createContacts(exchange, rows, remaining),
    assignContact: async (mobile, agent) =>
      (await change('/contact/assign', { platform_id: mobile, assigned_platform_id: agent })).raw,
    tagContact: async (mobile, tagIds) =>
      (await change('/contact/tags', { platform_id: mobile, tag_ids: tagIds })).raw,
    createTag: async (tag) => {
      const { raw } = await change('/tags', {
        tag: tag.name,
        description: tag.description ?? undefined,
        colour: tag.colour ?? undefined,
      });
      return { raw, record: readMadeTag(raw, tag) };
    },
    createAgent: async (agent) => {
      const { raw } = await change('/agent', { ...agent });
      return { raw, record: readMadeAgentId(raw) };
    },
    createWebhook: (webhook) => createWebhook(exchange, webhook),
    deleteWebhook: (webhook) => deleteWebhook(exchange, webhook),
  };
};
