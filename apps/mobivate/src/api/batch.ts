/** What the messages of a bulk send have in common; every value already checked. */
export interface Bulk {
  readonly originator: string;
  /** The text of all rows that have none of their own. */
  readonly text?: string | undefined;
  /** Name of the campaign in Mobivate's reports. */
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

/** One row of a send to many: an MSISDN, the alias of a contact, or the id of a contact group. */
export interface Addressed {
  readonly recipient: string;
}

/** A row whose message can be found in the log by its reference. */
export interface Referenced extends Addressed {
  readonly reference: string;
}

/** One row of a bulk send. */
export interface BulkRow extends Referenced {
  readonly text: string;
  /** Vortex only: the recipient is a contact group. */
  readonly isGroup?: boolean;
}

/** What all contacts of an alias send get. */
export type AliasBulk = Pick<Bulk, 'originator' | 'name' | 'scheduleAt' | 'spreadHours'> & {
  readonly text: string;
};

/** A template of the account, and what goes into it for every recipient. */
export interface Template {
  readonly id: string;
  /** Which of the template's languages, such as `en`. */
  readonly language?: string | undefined;
  /** What its placeholders become. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** The most messages that Mobivate takes in one request. */
export const BATCH_SIZE = 1000;
