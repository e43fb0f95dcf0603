import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { platformOf } from '../api/connection.ts';
import { relayUrl } from '../api/relay.ts';
import { step } from '../step.ts';
import { takeOver } from './take-over.ts';

const copy = (text: string): PlainInputField => ({ key: 'receipt_url', type: 'copy', helpText: text });

const OWN = 'Receipts of messages sent with this integration arrive by themselves.';
const WHERE = 'hub.mobivate.com → User Profile → API Keys → Receipt URL';

const receiptUrlField = step(async ({ relay }) => {
  const account = await relay?.account();
  return copy(
    account
      ? `${OWN} For messages sent elsewhere, set this address at ${WHERE}: \`${account.ingest_url}\``
      : `${OWN} For messages sent elsewhere, your key needs a Receipt URL: turn this Zap on once, and you find it here.`,
  );
});

/** Take Over, or no field with a relay, which serves any number of Zaps. */
export const slotField = (): PlainInputField[] => (relayUrl() ? [] : [takeOver]);

/** Like {@link slotField}, but with a relay on Vortex, shows the URL for receipts of messages sent elsewhere. */
export const receiptSlotField = async (z: ZObject, bundle: Bundle): Promise<PlainInputField[]> => {
  if (!relayUrl() || platformOf(bundle.authData) === 'Classic') return slotField();
  return [await receiptUrlField(z, bundle).catch(() => copy(OWN))];
};
