import zapier, { defineApp } from 'zapier-platform-core';
import packageJson from '../package.json' with { type: 'json' };
import { authentication } from './authentication.ts';
import checkSms from './creates/check_sms.ts';
import sendBulkSms from './creates/send_bulk_sms.ts';
import sendSms from './creates/send_sms.ts';
import { appendQuery } from './zapier/request.ts';

export default defineApp({
  version: packageJson.version,
  platformVersion: zapier.version,
  // Only z.request is used, and it logs by itself; empty fields are read by the operations.
  flags: { skipHttpPatch: true, cleanInputData: false },
  authentication,
  beforeRequest: [appendQuery],
  creates: {
    [sendSms.key]: sendSms,
    [sendBulkSms.key]: sendBulkSms,
    [checkSms.key]: checkSms,
  },
});
