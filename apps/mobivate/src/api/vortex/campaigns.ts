import { findRecords } from '@messaging/gateway/find';
import type { Pages } from '@messaging/gateway/paging';
import { id, numberOrNull, textOrNull, timeOrNull } from '@messaging/gateway/schemas';
import * as v from 'valibot';
import { type Campaign, type CampaignQuery, firstDay, lastDay } from '../campaign.ts';
import type { Exchange } from '../exchange.ts';
import { dayAfter, dayOf } from '../times.ts';
import { DROPDOWN_PAGE, listOf } from './list.ts';

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

const PAGE_SIZE = 1000;

const campaignPages = (exchange: Exchange, { from, to }: CampaignQuery, size: number): Pages<Campaign> => ({
  size,
  fetch: (index) => {
    const query = { fromDate: dayOf(from), toDate: dayAfter(to), offset: index * size, limit: size };
    return exchange(
      { method: 'GET', path: '/messages/campaigns', query, effect: 'reads', permission: 'read:BatchSMS' },
      campaigns,
    );
  },
});

export const findCampaigns = (
  exchange: Exchange,
  query: CampaignQuery,
  isWanted: (campaign: Campaign) => boolean,
  remaining: () => number,
): Promise<Campaign[]> =>
  findRecords('list of campaigns', campaignPages(exchange, query, PAGE_SIZE), isWanted, remaining);

export const campaignsPage = async (exchange: Exchange, index: number): Promise<readonly Campaign[]> => {
  const last = lastDay();
  const pages = campaignPages(exchange, { from: firstDay(last), to: last }, DROPDOWN_PAGE);
  return (await pages.fetch(index)).items;
};
