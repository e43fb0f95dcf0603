import * as v from 'valibot';
import type { Campaign, CampaignQuery } from '../campaign.ts';
import type { Exchange } from '../exchange.ts';
import type { Pages } from '../paging.ts';
import { id, numberOrNull, textOrNull, timeOrNull } from '../shapes.ts';
import { dayAfter, dayOf } from './days.ts';
import { listOf } from './list.ts';

const record = v.pipe(
  v.object({
    id,
    name: textOrNull,
    recipientCount: numberOrNull,
    scheduled: timeOrNull,
    status: textOrNull,
  }),
  v.transform(
    (from): Campaign => ({
      id: from.id,
      name: from.name,
      recipient_count: from.recipientCount,
      scheduled_for: from.scheduled,
      status: from.status,
    }),
  ),
);

const campaigns = listOf(record);

/** The campaigns of some days, in the order that Mobivate chooses. */
export const campaignPages = (
  exchange: Exchange,
  { from, to }: CampaignQuery,
  size: number,
): Pages<Campaign> => ({
  size,
  fetch: (index) => {
    const query = { fromDate: dayOf(from), toDate: dayAfter(to), offset: index * size, limit: size };
    return exchange(
      { method: 'GET', path: '/messages/campaigns', query, effect: 'reads', permission: 'read:BatchSMS' },
      campaigns,
    );
  },
});
