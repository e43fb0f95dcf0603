import { finishRequest } from '@messaging/zapier/request';
import zapier, { defineApp } from 'zapier-platform-core';
import packageJson from '../package.json' with { type: 'json' };
import { authentication } from './authentication.ts';
import assignContact from './creates/assign_contact.ts';
import createAgent from './creates/create_agent.ts';
import createContacts from './creates/create_contacts.ts';
import createTag from './creates/create_tag.ts';
import sendWhatsappFile from './creates/send_whatsapp_file.ts';
import sendWhatsappMessage from './creates/send_whatsapp_message.ts';
import sendWhatsappTemplate from './creates/send_whatsapp_template.ts';
import tagContact from './creates/tag_contact.ts';
import findAgent from './searches/find_agent.ts';
import findTag from './searches/find_tag.ts';
import findTemplate from './searches/find_template.ts';
import accountEvent from './triggers/account_event.ts';
import agentList from './triggers/agent_list.ts';
import chatAssigned from './triggers/chat_assigned.ts';
import chatClosed from './triggers/chat_closed.ts';
import contactAdded from './triggers/contact_added.ts';
import inboundMessage from './triggers/inbound_message.ts';
import messageStatusChanged from './triggers/message_status_changed.ts';
import tagList from './triggers/tag_list.ts';
import templateList from './triggers/template_list.ts';

export default defineApp({
  version: packageJson.version,
  platformVersion: zapier.version,
  // Only z.request is used, and it logs by itself; empty fields are read by the operations.
  flags: { skipHttpPatch: true, cleanInputData: false },
  authentication,
  beforeRequest: [finishRequest],
  triggers: {
    [inboundMessage.key]: inboundMessage,
    [messageStatusChanged.key]: messageStatusChanged,
    [contactAdded.key]: contactAdded,
    [chatAssigned.key]: chatAssigned,
    [chatClosed.key]: chatClosed,
    [accountEvent.key]: accountEvent,
    [templateList.key]: templateList,
    [agentList.key]: agentList,
    [tagList.key]: tagList,
  },
  creates: {
    [sendWhatsappMessage.key]: sendWhatsappMessage,
    [sendWhatsappTemplate.key]: sendWhatsappTemplate,
    [sendWhatsappFile.key]: sendWhatsappFile,
    [createContacts.key]: createContacts,
    [assignContact.key]: assignContact,
    [tagContact.key]: tagContact,
    [createTag.key]: createTag,
    [createAgent.key]: createAgent,
  },
  searches: {
    [findTemplate.key]: findTemplate,
    [findAgent.key]: findAgent,
    [findTag.key]: findTag,
  },
});
