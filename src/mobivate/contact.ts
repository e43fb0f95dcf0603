/** A person of the address book, as every operation gives it. */
export interface Contact {
  id: string;
  /** MSISDN: digits with country code. */
  mobile: string | null;
  /** On Vortex this is the alias that Send Alias SMS knows the person by. */
  name: string | null;
  created_at: string | null;
}
