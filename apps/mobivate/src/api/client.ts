import type { BatchReport } from '@messaging/gateway/batches';
import type { Read, Visit } from '@messaging/gateway/paging';
import type { Direction } from '@messaging/gateway/records';
import type { Addressed, AliasBulk, Bulk, BulkRow, Referenced, Template } from './batch.ts';
import type { Campaign, CampaignQuery } from './campaign.ts';
import type { HookEvent } from './classic/hooks.ts';
import type { Contact, ContactGroup, ListedContact, NewContact } from './contact.ts';
import type { LogQuery } from './log.ts';
import type { Message } from './message.ts';
import type { AddedOptout, Optout } from './optout.ts';

/** One message to one person, every value already checked. */
export interface OutboundMessage {
  readonly originator: string;
  /** MSISDN: digits with country code. */
  readonly recipient: string;
  readonly text: string;
  readonly reference: string;
  readonly scheduleAt?: Date | undefined;
  readonly shortenUrls?: boolean | undefined;
  readonly excludeOptouts?: boolean | undefined;
  /** Classic only. */
  readonly routeId?: string | undefined;
  /** Classic only; an existing campaign. */
  readonly campaignId?: string | undefined;
  /** Vortex only; where the receipts of this message are posted instead of to the key's Receipt URL. */
  readonly callbackUrl?: string | undefined;
}

/** What Mobivate said of a message that it took. */
export interface Sent {
  /** Id of the message; `null` where the platform gives only one for the batch. */
  readonly id: string | null;
  readonly batchId: string | null;
  readonly routeId: string | null;
  readonly campaignId: string | null;
}

/** What both platforms can do. Every method may throw a GatewayError. */
interface EitherPlatform {
  /** Succeeds when Mobivate accepts the key. */
  checkKey(): Promise<void>;
  /** Sends or schedules one message, in one request that is never repeated. */
  send(message: OutboundMessage): Promise<Sent>;
  /** Sends or schedules many messages, a thousand in a request, none of which is ever repeated. */
  sendBulk<R extends BulkRow>(bulk: Bulk, rows: readonly R[]): Promise<BatchReport<R>>;
  /** The newest messages of the log, newest first: all of the last day, or in a busy account all of the last half hour. */
  recentMessages(direction?: Direction): Promise<Read<Message>>;
  /**
   * Visits the log page by page, in an order that is not promised, until the visitor has enough.
   * @returns whether all of it was seen; `false` where the time ran out
   */
  readLog(query: LogQuery, visit: Visit<Message>): Promise<boolean>;
  /** The newest messages of the log that are wanted, newest first, as many as there are up to the limit. */
  findMessages(query: LogQuery, isWanted: (message: Message) => boolean, limit: number): Promise<Message[]>;
  /** The message of the log that was sent at about that time, and is wanted; `null` where there is none. */
  findSent(at: Date, isWanted: (message: Message) => boolean): Promise<Message | null>;
  /** The message with that id; Vortex looks for it in the window only. `null` where there is none. */
  findMessage(id: string, window: LogQuery): Promise<Message | null>;
  /** Puts a number (an MSISDN) on the opt-out list. */
  addOptout(mobile: string): Promise<AddedOptout>;
  /** Takes a number off the opt-out list; `false` where it was not on it. */
  removeOptout(mobile: string): Promise<boolean>;
  /** The number's entry in the opt-out list; `null` where it has none. Leaves so many milliseconds of the step. */
  findOptout(mobile: string, leave?: number): Promise<Optout | null>;
  /** The opt-outs since a time, newest first. */
  recentOptouts(since: Date): Promise<Read<Optout>>;
}

/** The client of the Classic platform (api.mobivatebulksms.com). */
export interface Classic extends EitherPlatform {
  readonly platform: 'Classic';
  /** Puts a person on lists of the account, by the login of the connection. */
  addToLists(contact: ListedContact): Promise<void>;
  /** Takes a person off lists of the account, by the login of the connection. */
  removeFromLists(contact: ListedContact): Promise<void>;
  /** Sets the one URL that an event of the account is reported to; the last writer wins. */
  setHook(event: HookEvent, url: string): Promise<void>;
}

/** The client of the Vortex platform (a host for each account, usually vortex.mobivatebulksms.com). */
export interface Vortex extends EitherPlatform {
  readonly platform: 'Vortex';
  /** Sends a template of the account to many MSISDNs. */
  sendTemplate<R extends Referenced>(template: Template, rows: readonly R[]): Promise<BatchReport<R>>;
  /** Sends one text to contacts by their aliases. */
  sendToAliases<R extends Addressed>(bulk: AliasBulk, rows: readonly R[]): Promise<BatchReport<R>>;
  createContact(contact: NewContact): Promise<Contact>;
  /** Deletes the contact with that id or MSISDN; `false` where there is none. */
  deleteContact(idOrMsisdn: string): Promise<boolean>;
  /** The first contact that is wanted; `null` where there is none. */
  findContact(isWanted: (contact: Contact) => boolean): Promise<Contact | null>;
  createGroup(name: string): Promise<ContactGroup>;
  /** A page (from 0) of the address book, a hundred contacts at most. */
  contactsPage(index: number): Promise<readonly Contact[]>;
  /** All campaigns of some days that are wanted. */
  findCampaigns(query: CampaignQuery, isWanted: (campaign: Campaign) => boolean): Promise<Campaign[]>;
  /** A page (from 0) of the campaigns of the last three months and those to come, a hundred at most. */
  campaignsPage(index: number): Promise<readonly Campaign[]>;
}

/** Mobivate, whichever of its platforms the connection is on. */
export type Mobivate = Classic | Vortex;
