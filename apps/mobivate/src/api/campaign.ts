import { DAY_MILLISECONDS } from '@messaging/gateway/time';

export interface Campaign {
  id: string;
  name: string | null;
  recipient_count: number | null;
  scheduled_for: string | null;
  /** Mobivate's status, such as `Scheduled` or `Completed`. */
  status: string | null;
}

/** Both days are inclusive. */
export interface CampaignQuery {
  readonly from: Date;
  readonly to: Date;
}

/** The default last day, because messages can be scheduled up to a year ahead. */
export const lastDay = (): Date => new Date(Date.now() + 366 * DAY_MILLISECONDS);

/** The default first day: three months before the last day or today, whichever is earlier. */
export const firstDay = (last: Date): Date =>
  new Date(Math.min(Date.now(), last.getTime()) - 90 * DAY_MILLISECONDS);
