import { defineTrigger } from 'zapier-platform-core';
import { chatOperation } from '../chat-trigger.ts';

const LABEL = 'New Chat Assignment';

export default defineTrigger({
  key: 'chat_assigned',
  noun: 'Chat',
  display: { label: LABEL, description: 'Triggers when a chat is assigned to an agent.' },
  operation: chatOperation(LABEL, 'chat_assigned'),
});
