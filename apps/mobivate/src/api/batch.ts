/** The common values of a bulk send, already validated. */
export interface Bulk {
  readonly originator: string;
  readonly text?: string | undefined;
  readonly name?: string | undefined;
  readonly scheduleAt?: Date | undefined;
  /** Hours over which Mobivate spreads the sending. */
  readonly spreadHours?: number | undefined;
  readonly shortenUrls?: boolean | undefined;
  readonly excludeOptouts: boolean;
  readonly excludeDuplicates: boolean;
  readonly routeId?: string | undefined;
}

/** A row of a bulk send. The recipient is an MSISDN, an alias, or the id of a contact group. */
export interface Addressed {
  readonly recipient: string;
}

/** A row with a reference, by which its message can be found in the log. */
export interface Referenced extends Addressed {
  readonly reference: string;
}

export interface BulkRow extends Referenced {
  readonly text: string;
  /** Vortex only: the recipient is a contact group. */
  readonly isGroup?: boolean;
}

export type AliasBulk = Pick<Bulk, 'originator' | 'name' | 'scheduleAt' | 'spreadHours'> & {
  readonly text: string;
};

export interface Template {
  readonly id: string;
  /** One of the template's languages, such as `en`. */
  readonly language?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

export const BATCH_SIZE = 1000;
