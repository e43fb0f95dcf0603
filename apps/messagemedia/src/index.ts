import { finishRequest } from '@messaging/zapier/request';
import { endIdleWait } from '@messaging/zapier/waiting';
import zapier, { defineApp } from 'zapier-platform-core';
import packageJson from '../package.json' with { type: 'json' };
import { authentication } from './authentication.ts';
import addOptout from './creates/add_optout.ts';
import cancelMessage from './creates/cancel_message.ts';
import checkSms from './creates/check_sms.ts';
import createContact from './creates/create_contact.ts';
import deleteContact from './creates/delete_contact.ts';
import removeOptout from './creates/remove_optout.ts';
import sendBulkSms from './creates/send_bulk_sms.ts';
import sendMms from './creates/send_mms.ts';
import sendSms from './creates/send_sms.ts';
import { hydrators } from './hydrators.ts';
import findContact from './searches/find_contact.ts';
import findMessage from './searches/find_message.ts';
import findMessageTotals from './searches/find_message_totals.ts';
import findOptout from './searches/find_optout.ts';
import { findOrCreateContact, findOrCreateOptout } from './searches/find_or_create.ts';
import findSmsProblems from './searches/find_sms_problems.ts';
import contactList from './triggers/contact_list.ts';
import deliveryReceipt from './triggers/delivery_receipt.ts';
import inboundMessage from './triggers/inbound_message.ts';
import messageLogged from './triggers/message_logged.ts';
import messageStatusChanged from './triggers/message_status_changed.ts';
import optoutAdded from './triggers/optout_added.ts';
import senderList from './triggers/sender_list.ts';

export default defineApp({
  version: packageJson.version,
  platformVersion: zapier.version,
  // Only z.request is used, and it logs by itself; empty fields are read by the operations.
  flags: { skipHttpPatch: true, cleanInputData: false },
  authentication,
  beforeRequest: [finishRequest],
  afterApp: [endIdleWait],
  hydrators,
  triggers: {
    [inboundMessage.key]: inboundMessage,
    [deliveryReceipt.key]: deliveryReceipt,
    [optoutAdded.key]: optoutAdded,
    [messageLogged.key]: messageLogged,
    [messageStatusChanged.key]: messageStatusChanged,
    [senderList.key]: senderList,
    [contactList.key]: contactList,
  },
  creates: {
    [sendSms.key]: sendSms,
    [sendMms.key]: sendMms,
    [sendBulkSms.key]: sendBulkSms,
    [cancelMessage.key]: cancelMessage,
    [checkSms.key]: checkSms,
    [addOptout.key]: addOptout,
    [removeOptout.key]: removeOptout,
    [createContact.key]: createContact,
    [deleteContact.key]: deleteContact,
  },
  searches: {
    [findMessage.key]: findMessage,
    [findMessageTotals.key]: findMessageTotals,
    [findOptout.key]: findOptout,
    [findContact.key]: findContact,
    [findSmsProblems.key]: findSmsProblems,
  },
  searchOrCreates: {
    [findOrCreateOptout.key]: findOrCreateOptout,
    [findOrCreateContact.key]: findOrCreateContact,
  },
});
