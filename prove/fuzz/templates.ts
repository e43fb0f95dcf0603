import fc from 'fast-check';
import { readInbound, readReceipts } from '../../apps/messagemedia/src/api/posted.ts';
import { INBOUND_TEMPLATE, RECEIPT_TEMPLATE } from '../../apps/messagemedia/src/api/template.ts';
import { renderTemplate } from '../../sandbox/messagemedia/template.ts';
import { type Property, property } from './property.ts';
import { anyText } from './words.ts';

/** Fragments with a meaning in Velocity, in JSON, or in both. */
const HOSTILE = ['$', '$!', '{', '}', '#if(1)', '#end', '#set($a = 1)', '##', '#[[', '"', '\\', '\n', '$esc'];

const text = fc.oneof(
  anyText,
  fc.array(fc.oneof(fc.constantFrom(...HOSTILE), anyText), { maxLength: 6 }).map((pieces) => pieces.join('')),
);

const written = fc.record({ sent: text, reply: text, key: text, note: text, reference: text });

/** The expected text: `null` for an empty one. */
const orNull = (value: string): string | null => (value === '' ? null : value);

const metadataOf = (key: string, note: string): Record<string, string> | null =>
  key === '' || key === 'reference' ? null : { [key]: note };

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const post = (template: string, variables: Record<string, unknown>) => ({
  parsed: undefined,
  raw: renderTemplate(template, variables),
});

/** MessageMedia's webhooks pass any text through the triggers' templates unchanged. */
export const templateProperties = (): Property[] => [
  property(
    'a template of a reply carries any text',
    written,
    async ({ sent, reply, key, note, reference }) => {
      const metadata = { [key]: note, reference };
      const variables = {
        moId: 'a',
        sourceAddress: '+61491570156',
        mtContent: sent,
        moContent: reply,
        metadata,
      };
      const [event] = (await readInbound(post(INBOUND_TEMPLATE, variables))).events;
      return (
        event?.body === orNull(reply) &&
        event.original_body === orNull(sent) &&
        event.reference === reference &&
        isSame(event.metadata, metadataOf(key, note))
      );
    },
  ),
  property('a template of a receipt carries any text', written, async ({ sent, key, note, reference }) => {
    const metadata = { [key]: note, reference };
    const variables = { drId: 'a', status: 'delivered', mtContent: sent, metadata };
    const [event] = (await readReceipts(post(RECEIPT_TEMPLATE, variables))).events;
    return (
      event?.body === orNull(sent) &&
      event.reference === reference &&
      isSame(event.metadata, metadataOf(key, note))
    );
  }),
];
