import type { Account } from '../sandbox/mobivate/index.ts';
import { HELD, PLATFORMS, type Platform } from './stage.ts';

/**
 * What running a function does at Mobivate:
 * - `connects`: asks about the key while a person fills in the connection's form
 * - `sends`, `sends many`: may never be repeated; many have a result for every row
 * - `changes`: may have been made when the answer is unclear
 * - `reads`: may be tried again
 * - `subscribes`, `unsubscribes`: has events reported here, or no longer
 * - `receives`: makes events of what was posted, and may look up more about them
 * - `nothing`: makes no request
 */
export type Deed =
  | 'connects'
  | 'sends'
  | 'sends many'
  | 'changes'
  | 'reads'
  | 'subscribes'
  | 'unsubscribes'
  | 'receives'
  | 'nothing';

/** One valid input of an operation, and what is to be known of the operation beyond its name. */
export interface Example {
  /** Tells examples of one operation apart. */
  readonly name?: string;
  readonly does: Deed;
  /** The only platform that can do it; both when left out. */
  readonly on?: Platform;
  /** On the other platform it gives an empty list instead of an error: a dropdown shows nothing there. */
  readonly emptyElsewhere?: true;
  /** The step waits, and goes on with what comes back: this is posted to it then. */
  readonly resume?: () => Record<string, unknown>;
  readonly input: (account: Account) => Record<string, unknown>;
  /** More of the bundle, such as what was posted. */
  readonly bundle?: (account: Account) => Record<string, unknown>;
  /** A hook trigger of which Mobivate keeps no record: nothing is asked for examples. */
  readonly unrecorded?: true;
  /** Where a 404 is an answer: there is no such thing. */
  readonly absence?: readonly Platform[];
  /** Where the call promises no more than a JSON object, so that any is a yes. */
  readonly trusts?: readonly Platform[];
}

const MESSAGE = { originator: 'Bakery', recipient: '+44 7700 900123', body: 'Your cake is ready.' };

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

const newestOf = (account: Account): string => account.ledger.log.all().at(-1)?.id ?? '';

const posted = (record: object) => ({
  cleanedRequest: record,
  rawRequest: {
    method: 'POST',
    headers: { 'Http-Content-Type': 'application/json' },
    querystring: '',
    content: JSON.stringify(record),
  },
});

/** At least one valid input of every operation, by its key. An operation that is missing here fails the matrix. */
export const EXAMPLES: Record<string, readonly Example[]> = {
  connection: [{ does: 'connects', input: () => ({}), trusts: PLATFORMS }],

  send_sms: [
    { does: 'sends', input: () => ({ ...MESSAGE, reference: 'order-1' }) },
    {
      name: 'scheduled',
      does: 'sends',
      input: () => ({ ...MESSAGE, schedule_at: inAnHour() }),
    },
    {
      name: 'once',
      does: 'sends',
      input: () => ({ ...MESSAGE, reference: 'order-1', once_per_reference: true }),
    },
    {
      name: 'waiting',
      does: 'sends',
      on: 'Vortex',
      input: () => ({ ...MESSAGE, reference: 'order-1', wait_for_delivery: true }),
      resume: () => ({
        outputData: { id: 'A1', status: 'accepted', delivery: null },
        ...posted({ deliveryMessageId: 'A1', status: 'DELIVERED', created: '2026-01-02T03:04:05Z' }),
      }),
    },
  ],
  send_bulk_sms: [
    {
      does: 'sends many',
      input: () => ({
        originator: 'Bakery',
        recipients: ['+447700900123', '+447700900124', '07700 900125', '+447700900123'],
        body: 'Your cake is ready.',
      }),
    },
  ],
  send_template_sms: [
    {
      does: 'sends many',
      on: 'Vortex',
      input: ({ ledger }) => ({
        template_id: ledger.templates[0]?.id,
        recipients: ['+447700900123'],
        variables: { name: 'Anna', code: '1' },
      }),
    },
  ],
  send_alias_sms: [
    {
      does: 'sends many',
      on: 'Vortex',
      input: () => ({ aliases: [HELD.name], originator: 'Bakery', body: 'Your cake is ready.' }),
    },
  ],
  add_optout: [{ does: 'changes', input: () => ({ mobile: '+447700900124' }), trusts: ['Vortex'] }],
  remove_optout: [
    {
      does: 'changes',
      input: () => ({ mobile: `+${HELD.optedOut}` }),
      absence: PLATFORMS,
      trusts: PLATFORMS,
    },
  ],
  create_contact: [
    { does: 'changes', input: () => ({ mobile: '+447700900124', name: 'Ben', applications: ['app:token'] }) },
  ],
  delete_contact: [
    {
      does: 'changes',
      input: () => ({ contact_id: 'contact-1', mobile: `+${HELD.mobile}`, applications: ['app:token'] }),
      trusts: ['Vortex'],
    },
  ],
  create_contact_group: [
    { does: 'changes', on: 'Vortex', input: () => ({ name: 'Bakers' }), trusts: ['Vortex'] },
  ],
  check_sms: [
    { does: 'nothing', input: () => MESSAGE },
    { name: 'opt-out', does: 'reads', input: () => ({ ...MESSAGE, check_optout: true }) },
  ],

  delivery_receipt: [
    {
      does: 'receives',
      input: () => ({ include_message: true }),
      bundle: (account) =>
        posted({
          deliveryMessageId: newestOf(account),
          status: 'DELIVERED',
          statusCode: 1,
          parts: 1,
          created: '2026-01-02T03:04:05.000+00:00',
        }),
    },
  ],
  inbound_message: [
    {
      does: 'receives',
      input: () => ({ include_original: true }),
      bundle: (account) =>
        posted({
          id: 'A1',
          originator: HELD.mobile,
          recipient: '447700900800',
          body: 'YES',
          inReplyTo: newestOf(account),
        }),
    },
  ],
  link_click: [
    {
      does: 'receives',
      unrecorded: true,
      input: () => ({}),
      bundle: () =>
        posted({ messageId: 'B2', url: 'https://bakery.example.com/', mobile: HELD.mobile, iso2l: 'UK' }),
    },
  ],
  message_logged: [{ does: 'reads', input: () => ({}) }],
  message_status_changed: [{ does: 'reads', input: () => ({}) }],
  optout_added: [{ does: 'reads', input: () => ({}) }],
  sender_list: [{ does: 'reads', input: () => ({}) }],
  contact_list: [{ does: 'reads', on: 'Vortex', emptyElsewhere: true, input: () => ({}) }],
  campaign_list: [{ does: 'reads', on: 'Vortex', emptyElsewhere: true, input: () => ({}) }],

  find_message: [
    { does: 'reads', input: (account) => ({ id: newestOf(account) }), absence: ['Classic'] },
    { name: 'by reference', does: 'reads', input: () => ({ reference: HELD.reference }) },
  ],
  find_message_totals: [
    {
      does: 'reads',
      input: () => ({
        from: new Date(Date.now() - 86_400_000).toISOString(),
        to: new Date(Date.now() + 3_600_000).toISOString(),
      }),
    },
  ],
  find_optout: [{ does: 'reads', input: () => ({ mobile: `+${HELD.optedOut}` }) }],
  find_contact: [{ does: 'reads', on: 'Vortex', input: () => ({ mobile: `+${HELD.mobile}` }) }],
  find_campaign: [{ does: 'reads', on: 'Vortex', input: () => ({ name: 'Cakes' }) }],
};
