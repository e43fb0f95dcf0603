const hook = '$func$2$f$';

/** A small definition that passes every check. */
export const soundDefinition = {
  version: '1.0.0',
  platformVersion: '19.1.0',
  authentication: {
    type: 'custom',
    test: hook,
    connectionLabel: '{{account}}',
    fields: [
      {
        key: 'api_key',
        label: 'API Key',
        type: 'password',
        required: true,
        helpText: 'Find it in the [settings](https://example.com/settings).',
      },
      { key: 'region', label: 'Region', type: 'string', required: false, isNoSecret: true },
    ],
  },
  triggers: {
    new_note: {
      key: 'new_note',
      noun: 'Note',
      display: { label: 'New Note', description: 'Triggers when a note arrives.' },
      operation: {
        type: 'hook',
        perform: hook,
        performList: hook,
        performSubscribe: hook,
        performUnsubscribe: hook,
        inputFields: [{ key: 'word', label: 'Word', type: 'string', helpText: 'Only notes that hold it.' }],
        outputFields: [
          { key: 'id', label: 'Note ID', type: 'string', required: true },
          { key: 'received_at', label: 'Received At', type: 'datetime' },
        ],
        sample: { id: '8f2c', received_at: '2026-03-02T09:30:00Z' },
      },
    },
    note_changed: {
      key: 'note_changed',
      noun: 'Note',
      display: { label: 'Updated Note Status', description: 'Triggers when the status of a note changes.' },
      operation: {
        type: 'polling',
        perform: hook,
        outputFields: [
          { key: 'id', label: 'Note ID', type: 'string', required: true },
          { key: 'words', label: 'Words (number of)', type: 'integer' },
          { key: 'author__name', label: 'Author Name', type: 'string' },
        ],
        sample: { id: '8f2c', words: 12, author: null },
      },
    },
    group_list: {
      key: 'group_list',
      noun: 'Group',
      display: { label: 'New Group', description: 'Triggers when a group is made.', hidden: true },
      operation: {
        perform: hook,
        outputFields: [
          { key: 'id', label: 'ID' },
          { key: 'name', label: 'Name' },
        ],
      },
    },
  },
  creates: {
    send_note: {
      key: 'send_note',
      noun: 'Note',
      display: { label: 'Send Note', description: 'Sends a note to a group.' },
      operation: {
        perform: hook,
        inputFields: [
          { key: 'group_id', label: 'Group', type: 'string', required: true, dynamic: 'group_list.id.name' },
          { key: 'send_at', label: 'Send At', type: 'datetime', helpText: 'When it goes out, like `10:00`.' },
          hook,
        ],
        outputFields: [
          { key: 'id', label: 'Note ID', type: 'string', required: true },
          { key: 'lines', label: 'Lines', children: [{ key: 'text', label: 'Text', type: 'string' }] },
        ],
        sample: { id: '8f2c', lines: [{ text: 'See you at six.' }] },
      },
    },
  },
  searches: {
    find_note: {
      key: 'find_note',
      noun: 'Note',
      display: { label: 'Find Note', description: 'Finds a note by its words.' },
      operation: {
        perform: hook,
        inputFields: [{ key: 'words', label: 'Words', type: 'string', required: true, list: true }],
        outputFields: [{ key: 'id', label: 'Note ID', type: 'string', required: true }],
        sample: { id: '8f2c' },
      },
    },
  },
  searchOrCreates: {
    find_note: {
      key: 'find_note',
      display: { label: 'Find or Create Note', description: 'Finds a note, or makes one.' },
      search: 'find_note',
      create: 'send_note',
    },
  },
};
