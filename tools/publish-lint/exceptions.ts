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
  {
    id: 'D004',
    where: 'creates.send_template_sms.inputFields.template_id',
    reason: 'Mobivate has no request that lists templates.',
  },
  {
    id: 'D004',
    where: 'searches.find_message.inputFields.id',
    reason: 'It takes the id that an earlier step gave; a log is too long to choose from.',
  },
];

/** Whether the finding of the check `id` is one that stays. */
export const isException = (id: string, { where }: Finding): boolean =>
  exceptions.some((exception) => exception.id === id && where.endsWith(exception.where));
