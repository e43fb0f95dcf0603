import type { BatchReport } from '@messaging/gateway/batches';
import type { LogQuery } from '@messaging/gateway/log';
import type { Read, Visit } from '@messaging/gateway/paging';
import type { Direction } from '@messaging/gateway/records';
import type { Campaign, CampaignQuery } from './campaign.ts';
import type { HookEvent } from './classic/hooks.ts';
import type { Contact, ContactGroup, ListedContact, NewContact } from './contact.ts';
import type { Message } from './message.ts';
import type { AddedOptout, Optout } from './optout.ts';

/** A message to one recipient, already validated. */
export interface OutboundMessage {
  readonly originator: string;
  readonly recipient: string;
  readonly text: string;
  readonly reference: string;
  readonly scheduleAt?: Date | undefined;
  readonly shortenUrls?: boolean | undefined;
  readonly excludeOptouts?: boolean | undefined;
  readonly routeId?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly callbackUrl?: string | undefined;
}

export interface Sent {
  /** The id of the message, or `null` if there is only a batch id. */
  readonly id: string | null;
  readonly batchId: string | null;
  readonly routeId: string | null;
  readonly campaignId: string | null;
}

/** The common values of a bulk send, already validated. */
export interface Bulk {
  readonly originator: string;
  /** The text for rows without one. */
  readonly text?: string | undefined;
  /** The name of the campaign in Mobivate's reports. */
  readonly name?: string | undefined;
  readonly scheduleAt?: Date | undefined;
  /** Hours over which Mobivate spreads the sending. */
  readonly spreadHours?: number | undefined;
  readonly shortenUrls?: boolean | undefined;
  readonly excludeOptouts: boolean;
  readonly excludeDuplicates: boolean;
  /** Classic only. */
  readonly routeId?: string | undefined;
}

/** A row of a bulk send to numbers and groups. */
export interface BulkRow {
  /** An MSISDN, or the id of a contact group. */
  readonly recipient: string;
  /** Finds the row's message in the log. */
  readonly reference: string;
  readonly text: string;
  /** Vortex only: the recipient is a contact group. */
  readonly isGroup?: boolean;
}

/** A row of a template send, whose text is the template's. */
export type TemplateRow = Pick<BulkRow, 'recipient' | 'reference'>;

/** A row of an alias send. The recipient is an alias. */
export type AliasRow = Pick<BulkRow, 'recipient'>;

/** The common values of an alias send. */
export type AliasBulk = Pick<Bulk, 'originator' | 'name' | 'scheduleAt' | 'spreadHours'> & {
  readonly text: string;
};

/** A message template and the values of its placeholders. */
export interface Template {
  readonly id: string;
  /** One of the template's languages, such as `en`. */
  readonly language?: string | undefined;
  /** The values of its placeholders. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** The maximum number of messages per request. */
export const BATCH_SIZE = 1000;

/** The methods of both platforms. Every method may throw a GatewayError. */
interface EitherPlatform {
  checkKey(): Promise<void>;
  /** Sends or schedules a message, in one request that is never retried. */
  send(message: OutboundMessage): Promise<Sent>;
  /** Sends or schedules many messages, up to 1,000 per request. Requests are never retried. */
  sendBulk<R extends BulkRow>(bulk: Bulk, rows: readonly R[]): Promise<BatchReport<R>>;
  /** Reads the newest messages, newest first: the last day, or the last half hour of a busy account. */
  recentMessages(direction?: Direction): Promise<Read<Message>>;
  /**
   * Visits the log page by page, in no guaranteed order, until the visitor stops.
   * @returns `false` if the time ran out first
   */
  readLog(query: LogQuery, visit: Visit<Message>): Promise<boolean>;
  /** Finds the newest matching messages, newest first, up to the limit. */
  findMessages(query: LogQuery, isWanted: (message: Message) => boolean, limit: number): Promise<Message[]>;
  /** Finds a matching message that was sent at about that time, or `null`. */
  findSent(at: Date, isWanted: (message: Message) => boolean): Promise<Message | null>;
  /** Finds a message by its id, or `null`. Vortex searches the window only. */
  findMessage(id: string, window: LogQuery): Promise<Message | null>;
  addOptout(mobile: string): Promise<AddedOptout>;
  /** Removes an MSISDN from the opt-out list. Returns `false` if it was not on the list. */
  removeOptout(mobile: string): Promise<boolean>;
  /** Finds an MSISDN in the opt-out list, or `null`. Leaves `leave` milliseconds of the step. */
  findOptout(mobile: string, leave?: number): Promise<Optout | null>;
  recentOptouts(since: Date): Promise<Read<Optout>>;
}

/** Creates the client of the Classic platform (api.mobivatebulksms.com). */
export interface Classic extends EitherPlatform {
  readonly platform: 'Classic';
  /** Adds a person to lists of the account, using the hub login. */
  addToLists(contact: ListedContact): Promise<void>;
  /** Removes a person from lists of the account, using the hub login. */
  removeFromLists(contact: ListedContact): Promise<void>;
  /** Sets the account's only webhook URL for an event. The last write wins. */
  setHook(event: HookEvent, url: string): Promise<void>;
}

/** The client of the Vortex platform, usually at vortex.mobivatebulksms.com. */
export interface Vortex extends EitherPlatform {
  readonly platform: 'Vortex';
  /** Sends a template to MSISDNs. */
  sendTemplate<R extends TemplateRow>(template: Template, rows: readonly R[]): Promise<BatchReport<R>>;
  /** Sends a text to contacts by alias. */
  sendToAliases<R extends AliasRow>(bulk: AliasBulk, rows: readonly R[]): Promise<BatchReport<R>>;
  createContact(contact: NewContact): Promise<Contact>;
  /** Deletes a contact by id or MSISDN. Returns `false` if there is none. */
  deleteContact(idOrMsisdn: string): Promise<boolean>;
  findContact(isWanted: (contact: Contact) => boolean): Promise<Contact | null>;
  createGroup(name: string): Promise<ContactGroup>;
  /** Reads a page (from 0) of up to 100 contacts. */
  contactsPage(index: number): Promise<readonly Contact[]>;
  findCampaigns(query: CampaignQuery, isWanted: (campaign: Campaign) => boolean): Promise<Campaign[]>;
  /** Reads a page (from 0) of up to 100 campaigns, from three months ago on, including scheduled ones. */
  campaignsPage(index: number): Promise<readonly Campaign[]>;
}

export type Mobivate = Classic | Vortex;
