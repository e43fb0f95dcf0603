export interface Contact {
  id: string;
  mobile: string | null;
  name: string | null;
  created_at: string | null;
}

export interface NewContact {
  readonly mobile: string;
  readonly alias: string;
  /** Custom fields, used as placeholders in templates. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
}

/** A contact group on Vortex. The id is `null` if Mobivate's response has none. */
export interface ContactGroup {
  id: string | null;
  name: string;
}

/** A person and their Classic lists, each as `app:token`, such as `contacts:42` or `optouts:sms`. */
export interface ListedContact {
  readonly mobile: string;
  readonly applications: readonly string[];
  readonly name?: string | undefined;
  readonly reference?: string | undefined;
}
