import { Hono } from 'hono';
import { isoTime } from '../../iso-time.ts';
import type { PlatformEnv } from '../env.ts';
import type { Campaign } from '../ledger.ts';
import { parseDate } from '../times.ts';
import type { World } from '../world.ts';
import { arranger, listing, slice } from './listing.ts';

const SORTABLE = {
  created_at: (campaign: Campaign) => campaign.createdAt,
  scheduled: (campaign: Campaign) => campaign.scheduledAt,
  name: (campaign: Campaign) => campaign.name,
};

/** `GET /messages/campaigns`: one record per batch. `toDate` is exclusive. Without dates, lists all. */
export function campaignRoutes(world: World): Hono<PlatformEnv> {
  const app = new Hono<PlatformEnv>();
  const record = (campaign: Campaign) => {
    const now = world.clock.now();
    const status =
      now < campaign.scheduledAt ? 'Scheduled' : now < campaign.endsAt ? 'Processing' : 'Completed';
    return {
      id: campaign.id,
      name: campaign.name,
      recipientCount: campaign.recipientCount,
      scheduled: isoTime(campaign.scheduledAt),
      status,
    };
  };
  app.get('/messages/campaigns', (c) => {
    const { query } = c.env.request;
    const part = slice(world, query);
    if (part instanceof Response) return part;
    const from = parseDate(query.fromDate ?? '') ?? Number.NEGATIVE_INFINITY;
    const to = parseDate(query.toDate ?? '') ?? Number.POSITIVE_INFINITY;
    const { campaigns } = c.var.account.ledger;
    const inside = campaigns.filter(({ createdAt }) => createdAt >= from && createdAt < to);
    const matches = arranger(SORTABLE, query)(inside);
    return listing(world, { type: 'BatchSMS', scanned: campaigns.length, matches }, part, record);
  });
  return app;
}
