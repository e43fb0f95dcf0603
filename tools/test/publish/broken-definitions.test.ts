import set from 'lodash/set.js';
import { checks, parseDefinition } from '../../publish-lint/index.ts';
import { soundDefinition } from './support/sound.ts';

const SEND = 'creates.send_note.operation';
const FIND = 'searches.find_note.operation';
const HOOK = 'triggers.new_note.operation';
const POLL = 'triggers.note_changed.operation';

/** A change to the valid definition, and the path at which the check must report it. */
type Broken = readonly [id: string, path: string, value: unknown, where: string];

const BROKEN: readonly Broken[] = [
  ['D001', `${SEND}.inputFields[0].key`, 'access_token', 'creates.send_note.inputFields.access_token'],
  ['D001', `${SEND}.inputFields[1].label`, 'API Key', 'creates.send_note.inputFields.send_at'],
  ['D002', 'authentication.fields[0].helpText', 'It is in the settings.', 'authentication.api_key'],
  [
    'D002',
    'authentication.fields[0].helpText',
    'In the [settings](http://a.example).',
    'authentication.api_key',
  ],
  ['D003', 'authentication.connectionLabel', undefined, 'authentication.connectionLabel'],
  ['D003', 'authentication.connectionLabel', 'Mobivate {{account}}', 'authentication.connectionLabel'],
  ['D003', 'authentication.connectionLabel', '{{api_key}}', 'authentication.connectionLabel'],
  ['D004', `${SEND}.inputFields[0].dynamic`, undefined, 'creates.send_note.inputFields.group_id'],
  ['D004', `${SEND}.inputFields[1].label`, 'Send ID', 'creates.send_note.inputFields.send_at'],
  ['D005', `${SEND}.inputFields[0].dynamic`, 'no_list.id.name', 'creates.send_note.inputFields.group_id'],
  ['D005', `${SEND}.inputFields[0].dynamic`, 'group_list.id.title', 'creates.send_note.inputFields.group_id'],
  ['D006', `${HOOK}.performList`, undefined, 'triggers.new_note'],
  ['D007', `${HOOK}.sample.url`, 'http://example.com', 'triggers.new_note.operation.sample.url'],
  ['D008', `${SEND}.inputFields[1].helpText`, 'See [here](example.com).', `${SEND}.inputFields.1.helpText`],
  [
    'D008',
    `${SEND}.inputFields[1].helpText`,
    'See [here] (https://a.example).',
    `${SEND}.inputFields.1.helpText`,
  ],
  ['D008', `${SEND}.inputFields[1].helpText`, 'See https://a.example.', `${SEND}.inputFields.1.helpText`],
  ['D008', `${SEND}.inputFields[1].helpText`, 'Write `10:00.', `${SEND}.inputFields.1.helpText`],
  ['D009', `${FIND}.inputFields`, [], 'searches.find_note'],
  ['D010', `${POLL}.sample`, { words: 12 }, 'triggers.note_changed'],
  ['D010', `${POLL}.outputFields[1].primary`, true, 'none'],
  ['D010', `${POLL}.outputFields[2].primary`, true, 'triggers.note_changed'],
  ['D011', `${FIND}.inputFields[0].helpText`, 'Enter the words.', 'searches.find_note.inputFields.words'],
  ['D012', `${SEND}.sample`, undefined, 'creates.send_note'],
  ['D013', `${SEND}.inputFields[0].search`, 'find_group.id', 'creates.send_note.inputFields.group_id'],
  ['D014', `${SEND}.inputFields[1].search`, 'find_note.id', 'creates.send_note.inputFields.send_at'],
  ['D016', `${HOOK}.performSubscribe`, undefined, 'triggers.new_note'],
  ['D017', `${HOOK}.performUnsubscribe`, undefined, 'triggers.new_note'],
  ['D018', 'creates.send_note.display.label', 'Send note', 'creates.send_note'],
  ['D018', 'searchOrCreates.find_note.display.label', 'Find Or Create Note', 'searchOrCreates.find_note'],
  ['D021', 'triggers.new_note.display.description', 'Triggered by a note.', 'triggers.new_note'],
  ['D021', 'triggers.new_note.display.description', 'Triggers when a note arrives', 'triggers.new_note'],
  ['D022', `${SEND}.inputFields`, ['$func$2$f$'], 'creates.send_note'],
  ['D023', `${HOOK}.sample.received_at`, '2026-03-02 09:30', 'triggers.new_note.sample.received_at'],
  ['D023', `${HOOK}.sample.received_at`, '2026-03-02T09:30:00', 'triggers.new_note.sample.received_at'],
  ['D024', `${POLL}.sample.words`, '12', 'triggers.note_changed.sample'],
  ['D024', `${SEND}.sample.lines`, [{ text: 6 }], 'creates.send_note.sample'],
  ['D024', `${SEND}.sample.lines`, 'See you at six.', 'creates.send_note.sample'],
  ['D024', `${SEND}.sample.lines`, ['See you at six.'], 'creates.send_note.sample'],
  ['D024', `${SEND}.sample.id`, null, 'creates.send_note.sample'],
  ['D025', `${HOOK}.sample.url`, 'javascript:alert(1)', 'triggers.new_note.operation.sample.url'],
  ['own-sample-keys', `${SEND}.sample.colour`, 'red', 'creates.send_note.sample'],
  ['own-sample-keys', `${POLL}.sample.author`, {}, 'triggers.note_changed.sample'],
  ['copy-sample-data', `${SEND}.sample.mobile`, '447712345678', 'creates.send_note.sample.mobile'],
  ['copy-sample-data', `${SEND}.sample.id`, 'somebody@bakery.co.uk', 'creates.send_note.sample.id'],
  ['copy-sample-data', `${SEND}.sample.id`, '1234', 'creates.send_note.sample.id'],
  ['copy-sample-data', `${SEND}.sample.id`, 'Dear Jane', 'creates.send_note.sample.id'],
  ['copy-output-labels', `${SEND}.outputFields[0].label`, undefined, 'creates.send_note.outputFields.id'],
  ['copy-trigger-label', 'triggers.new_note.display.label', 'Updated Note', 'triggers.new_note'],
  ['copy-action-label', 'creates.send_note.display.label', 'Note Sender', 'creates.send_note'],
  ['copy-action-label', 'creates.send_note.display.description', 'Send a note.', 'creates.send_note'],
  ['copy-search-label', 'searches.find_note.display.label', 'Get Note', 'searches.find_note'],
  ['copy-search-label', 'searches.find_note.display.description', 'Finds notes.', 'searches.find_note'],
  [
    'copy-description',
    'creates.send_note.display.description',
    'Sends a Note to a group.',
    'creates.send_note',
  ],
  ['copy-description', 'creates.send_note.display.description', 'Sends it by Mobivate.', 'creates.send_note'],
  [
    'copy-description',
    'creates.send_note.display.description',
    `Sends ${'a '.repeat(45)}.`,
    'creates.send_note',
  ],
  ['copy-keys', 'creates.send_note.key', 'sendNote', 'creates.send_note'],
  ['copy-keys', `${SEND}.outputFields[0].key`, 'noteId', 'creates.send_note.outputFields.noteId'],
  ['copy-noun', 'creates.send_note.noun', 'Notes', 'creates.send_note'],
  ['copy-noun', 'creates.send_note.noun', 'Mobivate', 'creates.send_note'],
  ['copy-field-labels', `${SEND}.inputFields[1].label`, 'send at', 'creates.send_note.inputFields.send_at'],
  ['copy-field-labels', `${SEND}.inputFields[1].label`, undefined, 'creates.send_note.inputFields.send_at'],
  [
    'copy-help-text',
    `${SEND}.inputFields[1].helpText`,
    'when it goes out',
    'creates.send_note.inputFields.send_at',
  ],
  ['copy-delete-warning', 'creates.send_note.display.label', 'Delete Note', 'creates.send_note'],
  ['copy-field-order', `${SEND}.inputFields[0].required`, false, 'none'],
  [
    'copy-field-order',
    `${SEND}.inputFields[2]`,
    { key: 'to', label: 'To', required: true },
    'creates.send_note',
  ],
  [
    'copy-lists',
    `${SEND}.inputFields[1].helpText`,
    'With commas between.',
    'creates.send_note.inputFields.send_at',
  ],
  ['copy-times', `${SEND}.inputFields[1].type`, 'string', 'creates.send_note.inputFields.send_at'],
];

const findWith = (id: string, definition: object): string[] => {
  const check = checks.find((one) => one.id === id);
  if (!check) throw new Error(`no check ${id}`);
  return check.findIn(parseDefinition(definition)).map(({ where }) => where);
};

test.each(checks.map(({ id }) => id))('%s accepts the valid definition', (id) => {
  expect(findWith(id, soundDefinition)).toEqual([]);
});

test.each(BROKEN)('%s reports %s set to %j', (id, path, value, where) => {
  const found = findWith(id, set(structuredClone(soundDefinition), path, value));
  expect(found).toEqual(where === 'none' ? [] : expect.arrayContaining([where]));
});

test('every check has a definition that it reports', () => {
  const broken = new Set(BROKEN.filter(([, , , where]) => where !== 'none').map(([id]) => id));
  expect([...broken].sort()).toEqual(checks.map(({ id }) => id).sort());
});
