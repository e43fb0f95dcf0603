import app from '../src/index.ts';

test('registers every operation', () => {
  expect(Object.keys(app.triggers ?? {})).toEqual([
    'inbound_message',
    'message_status_changed',
    'contact_added',
    'chat_assigned',
    'chat_closed',
    'account_event',
    'template_list',
    'agent_list',
    'tag_list',
  ]);
  expect(Object.keys(app.creates ?? {})).toEqual([
    'send_whatsapp_message',
    'send_whatsapp_template',
    'send_whatsapp_file',
    'create_contacts',
    'assign_contact',
    'tag_contact',
    'create_tag',
    'create_agent',
  ]);
  expect(Object.keys(app.searches ?? {})).toEqual(['find_template', 'find_agent', 'find_tag']);
});

test('mentions no SMS-only concept', () => {
  expect(JSON.stringify(app)).not.toMatch(/\bSMS\b|\bparts\b|GSM|UCS|opt[- ]?out|sender name|short code/i);
});
