/** A person of the address book, as every operation gives it. */
export interface Contact {
  id: string;
  /** MSISDN: digits with country code. */
  mobile: string | null;
  /** On Vortex this is the alias that Send Alias SMS knows the person by. */
  name: string | null;
  created_at: string | null;
}

/** A contact for the address book of Vortex. */
export interface NewContact {
  readonly mobile: string;
  readonly alias: string;
  /** What else is known of the person, for placeholders. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
}

/** A group of contacts on Vortex; the id is `null` where Mobivate's answer does not give it. */
export interface ContactGroup {
  id: string | null;
  name: string;
}

/** A person and the lists of Classic, each written as `app:token`, such as `contacts:42` or `optouts:sms`. */
export interface ListedContact {
  readonly mobile: string;
  readonly applications: readonly string[];
  readonly name?: string | undefined;
  readonly reference?: string | undefined;
}
