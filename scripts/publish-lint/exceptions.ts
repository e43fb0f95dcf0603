import type { Finding } from './check.ts';

/** A finding that stays, and why. */
export interface Exception {
  readonly id: string;
  /** The end of the finding's address. */
  readonly where: string;
  readonly reason: string;
}

export const exceptions: readonly Exception[] = [
  {
    id: 'D004',
    where: 'inputFields.route_id',
    reason: 'Mobivate has no request that lists the routes of an account: it tells people theirs.',
  },
  {
    id: 'D004',
    where: 'creates.send_sms.inputFields.campaign_id',
    reason: 'Classic has no request that lists campaigns.',
  },
];

/** Whether the finding of the check `id` is one that stays. */
export const isException = (id: string, { where }: Finding): boolean =>
  exceptions.some((exception) => exception.id === id && where.endsWith(exception.where));
