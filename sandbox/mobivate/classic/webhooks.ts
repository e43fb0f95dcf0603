import { Hono } from 'hono';
import * as v from 'valibot';
import { check, httpUrl } from '../../checks.ts';
import type { PlatformEnv } from '../env.ts';
import { classicError } from '../errors.ts';
import type { World } from '../world.ts';
import { answer } from './answer.ts';

const body = v.object({ url: v.union([httpUrl, v.literal('')]) });
const EVENTS = ['receipt', 'incoming', 'click'] as const;

/** `POST /webhooks/{receipt,incoming,click}`: one URL each, the last write wins. The URLs cannot be read. */
export function webhookRoutes(world: World): Hono<PlatformEnv> {
  const app = new Hono<PlatformEnv>();
  for (const event of EVENTS) {
    app.post(`/webhooks/${event}`, (c) => {
      const given = check(body, c.env.request.json).value;
      if (!given || (given.url === '' && world.settings.emptyWebhookUrl === 'refuse')) {
        return answer(classicError(400, 'url: Invalid URL'));
      }
      c.var.account.hooks[event] = given.url || null;
      return answer({ message: 'Webhook updated successfully' });
    });
  }
  return app;
}
