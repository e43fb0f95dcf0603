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

const DAY_MILLISECONDS = 86_400_000;

/** The days that are looked through unless somebody says otherwise: three months back, and a year of schedules ahead. */
export const usualDays = (): CampaignQuery => ({
  from: new Date(Date.now() - 90 * DAY_MILLISECONDS),
  to: new Date(Date.now() + 366 * DAY_MILLISECONDS),
});
