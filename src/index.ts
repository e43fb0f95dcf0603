import zapier, { defineApp } from 'zapier-platform-core';
import packageJson from '../package.json' with { type: 'json' };
import { authentication } from './authentication.ts';
import checkSms from './creates/check_sms.ts';
import sendBulkSms from './creates/send_bulk_sms.ts';
import sendSms from './creates/send_sms.ts';
import campaignList from './triggers/campaign_list.ts';
import contactList from './triggers/contact_list.ts';
import deliveryReceipt from './triggers/delivery_receipt.ts';
import inboundMessage from './triggers/inbound_message.ts';
import linkClick from './triggers/link_click.ts';
import messageLogged from './triggers/message_logged.ts';
import messageStatusChanged from './triggers/message_status_changed.ts';
import optoutAdded from './triggers/optout_added.ts';
import senderList from './triggers/sender_list.ts';
import { appendQuery } from './zapier/request.ts';
import { endIdleWait } from './zapier/waiting.ts';

export default defineApp({
  version: packageJson.version,
  platformVersion: zapier.version,
  // Only z.request is used, and it logs by itself; empty fields are read by the operations.
  flags: { skipHttpPatch: true, cleanInputData: false },
  authentication,
  beforeRequest: [appendQuery],
  afterApp: [endIdleWait],
  triggers: {
    [deliveryReceipt.key]: deliveryReceipt,
    [inboundMessage.key]: inboundMessage,
    [linkClick.key]: linkClick,
    [messageLogged.key]: messageLogged,
    [messageStatusChanged.key]: messageStatusChanged,
    [optoutAdded.key]: optoutAdded,
    [senderList.key]: senderList,
    [contactList.key]: contactList,
    [campaignList.key]: campaignList,
  },
  creates: {
    [sendSms.key]: sendSms,
    [sendBulkSms.key]: sendBulkSms,
    [checkSms.key]: checkSms,
  },
});
