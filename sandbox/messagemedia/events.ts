import { isSuccess } from '../deliveries.ts';
import type { Ledger, Message, Webhook } from './ledger.ts';
import { renderTemplate, type Variables } from './template.ts';
import type { World } from './world.ts';

/** An event for webhooks and callbacks. */
export interface Event {
  /** The event name for subscriptions, such as `DELIVERED_DR`. */
  readonly name: string;
  /** Variables for templates. */
  readonly variables: Variables;
  /** The body without a template. */
  readonly usual: Record<string, unknown>;
}

const CONTENT_TYPES: Record<string, string> = {
  JSON: 'application/json',
  XML: 'application/xml',
  FORM_ENCODED: 'application/x-www-form-urlencoded',
};

const MOST_RETRIES_OF_A_CALLBACK = 3;
const CALLBACK_DELAY_MILLISECONDS = 5_000;

const bodyOf = ({ template }: Webhook, { variables, usual }: Event, retryCount: number): string =>
  template === null ? JSON.stringify(usual) : renderTemplate(template, { ...variables, retryCount });

interface Posting {
  readonly chain: string;
  readonly kind: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly contentType: string;
  readonly retries: number;
  readonly delayMs: number;
  readonly body: (retryCount: number) => string;
}

/** Posts a body. Retries after a delay on the sandbox's clock until it gets a 2xx. */
const post = async (world: World, posting: Posting, tried = 0): Promise<void> => {
  const { chain, body, retries, delayMs, ...delivery } = posting;
  const { status } = await world.deliveries.post(chain, { ...delivery, body: body(tried) });
  if (isSuccess(status) || tried >= retries) return;
  world.clock.at(world.clock.now() + delayMs, () => void post(world, posting, tried + 1));
};

/** Posts an event to the account's subscribed webhooks. */
export const emit = (world: World, ledger: Ledger, chain: string, event: Event): void => {
  for (const hook of ledger.webhooks) {
    if (!hook.events.includes(event.name)) continue;
    void post(world, {
      chain: `${chain} ${hook.id}`,
      kind: event.name,
      url: hook.url,
      method: hook.method,
      headers: hook.headers,
      contentType: CONTENT_TYPES[hook.encoding] ?? 'application/json',
      retries: hook.retries,
      delayMs: hook.retry_delay * 1000,
      body: (retryCount) => bodyOf(hook, event, retryCount),
    });
  }
};

/** Posts a reply or report to the message's callback URL. */
export const callBack = (
  world: World,
  message: Message,
  kind: string,
  body: Record<string, unknown>,
): void => {
  if (message.callbackUrl === null) return;
  void post(world, {
    chain: `${message.id} callback`,
    kind,
    url: message.callbackUrl,
    method: 'POST',
    headers: {},
    contentType: 'application/json',
    retries: MOST_RETRIES_OF_A_CALLBACK,
    delayMs: CALLBACK_DELAY_MILLISECONDS,
    body: () => JSON.stringify(body),
  });
};

/** Template variables of every event of a message. */
export const commonVariables = (world: World, ledger: Ledger, message: Message | undefined): Variables => ({
  accountId: ledger.accountId,
  vendorId: ledger.vendorId,
  receivedTimestamp: new Date(world.clock.now()).toISOString(),
  ...(message && {
    mtId: message.id,
    messageId: message.id,
    format: message.format,
    type: message.format,
    submittedTimestamp: new Date(message.createdAt).toISOString(),
    mtContent: message.content,
    messageContent: message.content,
  }),
  metadata: message?.metadata ?? {},
});
