import { finishRequest } from '@messaging/zapier/request';
import { endIdleWait } from '@messaging/zapier/waiting';
import zapier, { defineApp } from 'zapier-platform-core';
import packageJson from '../package.json' with { type: 'json' };
import { authentication } from './authentication.ts';
import addOptout from './creates/add_optout.ts';
import checkSms from './creates/check_sms.ts';
import createContact from './creates/create_contact.ts';
import createContactGroup from './creates/create_contact_group.ts';
import deleteContact from './creates/delete_contact.ts';
import removeOptout from './creates/remove_optout.ts';
import sendAliasSms from './creates/send_alias_sms.ts';
import sendBulkSms from './creates/send_bulk_sms.ts';
import sendSms from './creates/send_sms.ts';
import sendTemplateSms from './creates/send_template_sms.ts';
import findCampaign from './searches/find_campaign.ts';
import findContact from './searches/find_contact.ts';
import findMessage from './searches/find_message.ts';
import findMessageTotals from './searches/find_message_totals.ts';
import findOptout from './searches/find_optout.ts';
import { findOrCreateContact, findOrCreateOptout } from './searches/find_or_create.ts';
import findSmsProblems from './searches/find_sms_problems.ts';
import campaignList from './triggers/campaign_list.ts';
import contactList from './triggers/contact_list.ts';
import deliveryReceipt from './triggers/delivery_receipt.ts';
import inboundMessage from './triggers/inbound_message.ts';
import linkClick from './triggers/link_click.ts';
import messageLogged from './triggers/message_logged.ts';
import messageStatusChanged from './triggers/message_status_changed.ts';
import optoutAdded from './triggers/optout_added.ts';
import senderList from './triggers/sender_list.ts';

export default defineApp({
  version: packageJson.version,
  platformVersion: zapier.version,
  // The app uses only z.request, which logs itself, and reads blank fields itself.
  flags: { skipHttpPatch: true, cleanInputData: false },
  authentication,
  beforeRequest: [finishRequest],
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
    [sendTemplateSms.key]: sendTemplateSms,
    [sendAliasSms.key]: sendAliasSms,
    [checkSms.key]: checkSms,
    [addOptout.key]: addOptout,
    [removeOptout.key]: removeOptout,
    [createContact.key]: createContact,
    [deleteContact.key]: deleteContact,
    [createContactGroup.key]: createContactGroup,
  },
  searches: {
    [findMessage.key]: findMessage,
    [findSmsProblems.key]: findSmsProblems,
    [findMessageTotals.key]: findMessageTotals,
    [findOptout.key]: findOptout,
    [findContact.key]: findContact,
    [findCampaign.key]: findCampaign,
  },
  searchOrCreates: {
    [findOrCreateOptout.key]: findOrCreateOptout,
    [findOrCreateContact.key]: findOrCreateContact,
  },
});
