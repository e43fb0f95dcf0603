import type { Finding } from './check.ts';

/** A finding that stays, and why. */
export interface Exception {
  readonly app: string;
  readonly id: string;
  /** The end of the finding's address. */
  readonly where: string;
  readonly reason: string;
}

export const exceptions: readonly Exception[] = [
  {
    app: 'mobivate',
    id: 'D004',
    where: 'inputFields.route_id',
    reason: 'Mobivate has no request that lists the routes of an account: it tells people theirs.',
  },
  {
    app: 'mobivate',
    id: 'D004',
    where: 'creates.send_sms.inputFields.campaign_id',
    reason: 'Classic has no request that lists campaigns.',
  },
  {
    app: 'mobivate',
    id: 'D004',
    where: 'creates.send_template_sms.inputFields.template_id',
    reason: 'Mobivate has no request that lists templates.',
  },
  {
    app: 'mobivate',
    id: 'D004',
    where: 'searches.find_message.inputFields.id',
    reason: 'It takes the id that an earlier step gave; a log is too long to choose from.',
  },
];

/** Whether the finding of the check `id` in an app is one that stays. */
export const isException = (app: string, id: string, { where }: Finding): boolean =>
  exceptions.some((one) => one.app === app && one.id === id && where.endsWith(one.where));
