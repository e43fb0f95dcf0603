import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { platformOf } from '../api/connection.ts';
import { relayUrl } from '../api/relay.ts';
import { step } from '../step.ts';
import { takeOver } from './take-over.ts';

const copy = (key: string, text: string): PlainInputField => ({ key, type: 'copy', helpText: text });

const receiptUrl = (text: string): PlainInputField => copy('receipt_url', text);

const OWN = 'Receipts of messages sent with this integration arrive automatically.';
const WHERE = 'hub.mobivate.com → User Profile → API Keys → Receipt URL';

const receiptUrlField = step(async ({ relay }) => {
  const account = await relay?.account();
  return receiptUrl(
    account
      ? `${OWN} For messages sent elsewhere, set this URL at ${WHERE}: \`${account.ingest_url}\``
      : `${OWN} For messages sent elsewhere, your key needs a Receipt URL. Turn on this Zap once to see it here.`,
  );
});

const classicOnly = (instead: string): PlainInputField =>
  copy('classic_only', `**This trigger needs a Classic account, and this connection is Vortex.** ${instead}`);

const isVortex = (bundle: Bundle): boolean => platformOf(bundle.authData) === 'Vortex';

/** Take Over, which a relay makes unnecessary. On Vortex, a warning that names an alternative. */
export const slotField =
  (instead: string) =>
  (_z: ZObject, bundle: Bundle): PlainInputField[] => {
    if (isVortex(bundle)) return [classicOnly(instead)];
    return relayUrl() ? [] : [takeOver];
  };

/** Like {@link slotField}, but with a relay on Vortex, shows the URL for receipts of messages sent elsewhere. */
export const receiptSlotField =
  (instead: string) =>
  async (z: ZObject, bundle: Bundle): Promise<PlainInputField[]> => {
    if (!relayUrl() || !isVortex(bundle)) return slotField(instead)(z, bundle);
    return [await receiptUrlField(z, bundle).catch(() => receiptUrl(OWN))];
  };
