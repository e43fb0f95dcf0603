import { defineTrigger } from 'zapier-platform-core';
import { chatOperation } from '../chat-trigger.ts';

const LABEL = 'New Closed Chat';

export default defineTrigger({
  key: 'chat_closed',
  noun: 'Chat',
  display: { label: LABEL, description: 'Triggers when a chat is closed.' },
  operation: chatOperation(LABEL, 'chat_closed'),
});
