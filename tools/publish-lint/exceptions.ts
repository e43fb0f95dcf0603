import type { Finding } from './check.ts';

/** An accepted finding, with the reason. */
export interface Exception {
  readonly app: string;
  readonly id: string;
  /** The end of the finding's path. */
  readonly where: string;
  readonly reason: string;
}

export const exceptions: readonly Exception[] = [
  {
    app: 'messagemedia',
    id: 'D003',
    where: 'authentication.connectionLabel',
    reason:
      'The label shows what the test gives under this key: Basic or HMAC. The platform counts it as a secret.',
  },
  {
    app: 'messagemedia',
    id: 'D004',
    where: 'creates.cancel_message.inputFields.message_id',
    reason: 'It takes the id that an earlier step gave; a log is too long to choose from.',
  },
  {
    app: 'messagemedia',
    id: 'D004',
    where: 'creates.delete_contact.inputFields.contact_id',
    reason: 'It takes the id that Find Contact gives; an address book is too long to choose from.',
  },
  {
    app: 'messagemedia',
    id: 'D004',
    where: 'searches.find_message.inputFields.id',
    reason: 'It takes the id that an earlier step gave; a log is too long to choose from.',
  },
  {
    app: 'mobivate',
    id: 'D004',
    where: 'inputFields.route_id',
    reason: 'Mobivate has no API that lists routes. Its support tells users their routes.',
  },
  {
    app: 'mobivate',
    id: 'D004',
    where: 'creates.send_sms.inputFields.campaign_id',
    reason: 'Classic has no API that lists campaigns.',
  },
  {
    app: 'mobivate',
    id: 'D004',
    where: 'creates.send_template_sms.inputFields.template_id',
    reason: 'Mobivate has no API that lists templates.',
  },
  {
    app: 'mobivate',
    id: 'D004',
    where: 'searches.find_message.inputFields.id',
    reason: 'Users map the ID from an earlier step. A message log is too long for a dropdown.',
  },
  {
    app: 'mottasl',
    id: 'copy-sample-data',
    where: 'sample.type',
    reason: 'The type of a text is the word "text".',
  },
];

/** Whether a finding of the check `id` is accepted for an app. */
export const isException = (app: string, id: string, { where }: Finding): boolean =>
  exceptions.some((one) => one.app === app && one.id === id && where.endsWith(one.where));
