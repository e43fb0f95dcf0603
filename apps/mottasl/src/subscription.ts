import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Subscription } from '@messaging/zapier/hook-trigger';
import { registered } from '@messaging/zapier/registered';
import type { Bundle } from 'zapier-platform-core';
import { tokensIn } from './api/deliveries.ts';
import { firstText, objectOf } from './api/shapes.ts';
import type { EventName } from './api/webhooks.ts';
import type { Step } from './step.ts';

type Input = Record<string, unknown>;

const isSame = (one: string, other: string): boolean => {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
};

/** Whether all tokens of a delivery match its webhook. A delivery without a token is accepted. */
const isGenuine = (bundle: Bundle): boolean => {
  const ours = firstText(objectOf(bundle.subscribeData), 'securetoken');
  const { headers, querystring, content } = bundle.rawRequest ?? {};
  const body = { parsed: bundle.cleanedRequest, raw: content };
  return (
    ours === null || tokensIn({ headers, query: querystring, body }).every((token) => isSame(token, ours))
  );
};

/** Subscribes each Zap to its event with its own webhook and token. */
export const subscriptionTo = <I extends Input>(eventOf: (input: I) => EventName): Subscription<Step, I> =>
  registered({
    create: async ({ z, mottasl }, url, input) => {
      const secureToken = randomBytes(24).toString('base64url');
      const id = await mottasl.createWebhook({ event: eventOf(input), url, secureToken });
      if (id === null) {
        z.console.log(
          'Azeer returned no ID for the new webhook. It will be found by its URL when the Zap is turned off.',
        );
      }
      return { id: id ?? '', url, securetoken: secureToken };
    },
    remove: async ({ mottasl }, kept) => {
      const { id, url } = objectOf(kept);
      await mottasl.deleteWebhook({ id: firstText({ id }, 'id'), url: String(url) });
    },
    isGenuine: async ({ z }, bundle) => {
      const genuine = isGenuine(bundle);
      if (!genuine) z.console.log("Ignored a delivery with another webhook's token.");
      return genuine;
    },
  });
