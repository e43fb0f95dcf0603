import { DAY_MILLISECONDS } from '@messaging/gateway/time';

/** A bulk send of Vortex as its list of campaigns shows it. */
export interface Campaign {
  id: string;
  name: string | null;
  recipient_count: number | null;
  scheduled_for: string | null;
  /** Mobivate's own word, such as `Scheduled` or `Completed`. */
  status: string | null;
}

/** The days whose campaigns are wanted; both ends belong to them. */
export interface CampaignQuery {
  readonly from: Date;
  readonly to: Date;
}

/** The last day that is looked at unless somebody says otherwise: no schedule reaches further. */
export const lastDay = (): Date => new Date(Date.now() + 366 * DAY_MILLISECONDS);

/** The first day that is looked at unless somebody says otherwise: three months before the last one, or before today. */
export const firstDay = (last: Date): Date =>
  new Date(Math.min(Date.now(), last.getTime()) - 90 * DAY_MILLISECONDS);
