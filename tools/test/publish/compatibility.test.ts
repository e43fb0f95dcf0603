import set from 'lodash/set.js';
import unset from 'lodash/unset.js';
import { useWorld } from '../../../apps/mobivate/test/support/world.ts';
import { definitionsIn, describeApp } from '../../compatibility/description.ts';
import { breakages, tellBreakages } from '../../compatibility/released.ts';
import { soundDefinition } from './support/sound.ts';

const SEND = 'creates.send_note.operation';
const HOOK = 'triggers.new_note.operation';
const GONE = Symbol('gone');

/** The valid definition with one value changed or removed. */
const soundWith = (path: string, value: unknown): object => {
  const changed = structuredClone(soundDefinition);
  if (value === GONE) unset(changed, path);
  else set(changed, path, value);
  return changed;
};

const breakingLines = (before: object, after: object): string[] =>
  tellBreakages(breakages('mobivate', before, after)).filter((line) => / on Classic: /.test(line));

test.each([
  ['creates.send_note', GONE, 'creates.send_note', 'was removed. Existing Zaps run it. Restore and hide it'],
  ['searchOrCreates.find_note', GONE, 'searchOrCreates.find_note', 'was removed.'],
  [
    'searchOrCreates.find_note.create',
    'add_note',
    'searchOrCreates.find_note',
    'changed its action from send_note to add_note',
  ],
  [
    `${HOOK}.type`,
    'polling',
    'triggers.new_note.type',
    'changed from hook to polling. Existing Zaps depend on it',
  ],
  [
    `${SEND}.inputFields[1].key`,
    'at',
    `creates.send_note.inputFields.send_at`,
    'was removed. Existing Zaps use this key',
  ],
  [
    `${SEND}.inputFields[1].type`,
    'string',
    'creates.send_note.inputFields.send_at',
    'changed from datetime to string',
  ],
  [`${SEND}.inputFields[1].list`, true, 'creates.send_note.inputFields.send_at', 'to datetime list'],
  [
    `${SEND}.inputFields[1].required`,
    true,
    'creates.send_note.inputFields.send_at',
    'became required. Existing Zaps may leave it blank',
  ],
  [
    `${SEND}.inputFields[3]`,
    { key: 'size', required: true },
    'creates.send_note.inputFields.size',
    'became required',
  ],
  [`${SEND}.outputFields[0].key`, 'note_id', 'creates.send_note.outputFields.id', 'was removed'],
  [
    `${SEND}.outputFields[0].type`,
    'integer',
    'creates.send_note.outputFields.id',
    'changed from string to integer',
  ],
  [
    `${SEND}.outputFields[1].children[0].key`,
    'words',
    'creates.send_note.outputFields.lines.text',
    'was removed',
  ],
  [`${SEND}.sample.id`, GONE, 'creates.send_note.sample.id', 'was removed'],
  [
    `${HOOK}.outputFields[1].primary`,
    true,
    'triggers.new_note.outputFields',
    'changed its primary key from id to received_at',
  ],
  [
    'authentication.type',
    'oauth2',
    'authentication.type',
    'changed from custom to oauth2. Every user would have to reconnect',
  ],
  [
    'authentication.fields[1].key',
    'zone',
    'authentication.inputFields.region',
    'was removed. Every user would have to reconnect',
  ],
  [
    'authentication.fields[1].required',
    true,
    'authentication.inputFields.region',
    'became required. Every user',
  ],
  [
    'authentication.fields[2]',
    { key: 'team', required: true },
    'authentication.inputFields.team',
    'became required',
  ],
])('reports setting %s to %j as a breaking change', (path, value, where, said) => {
  expect(breakingLines(soundDefinition, soundWith(path, value))).toContainEqual(
    expect.stringMatching(`^${where} on Classic: .*${said}.*\\.$`),
  );
});

test.each([
  [{ small: 'Small', large: 'Large' }, { small: 'Small' }],
  [['small', 'large'], ['small']],
  [
    [
      { value: 'small', label: 'Small' },
      { value: 'large', label: 'Large' },
    ],
    ['small'],
  ],
])('reports a removed choice: %j to %j', (before, after) => {
  const path = `${SEND}.inputFields[1].choices`;
  expect(breakingLines(soundWith(path, before), soundWith(path, after))).toEqual([
    expect.stringMatching(/^creates\.send_note\.inputFields\.send_at on Classic: lost the choice large\. /),
  ]);
});

test.each([
  ['another version', 'version', '1.0.1'],
  ['another label', 'creates.send_note.display.label', 'Post Note'],
  ['another help text', `${SEND}.inputFields[1].helpText`, 'When.'],
  ['a new optional field', `${SEND}.inputFields[3]`, { key: 'size' }],
  [
    'a new required field with a default',
    `${SEND}.inputFields[3]`,
    { key: 'size', required: true, default: '1' },
  ],
  ['a field that became optional', `${SEND}.inputFields[0].required`, false],
  ['a new operation', 'creates.add_note', soundDefinition.creates.send_note],
  ['a hidden operation', 'creates.send_note.display.hidden', true],
  ['a new output', `${SEND}.outputFields[2]`, { key: 'size', label: 'Size' }],
  ['a new key in a sample', `${SEND}.sample.size`, 1],
  ['a new optional field of the connection', 'authentication.fields[2]', { key: 'team', required: false }],
  ['choices where there were none', `${SEND}.inputFields[1].choices`, ['now', 'later']],
])('allows %s', (_, path, value) => {
  expect(breakages('mobivate', soundDefinition, soundWith(path, value))).toEqual([]);
});

test('allows breaking changes in a new major version', () => {
  expect(
    breakages('mobivate', soundDefinition, { ...soundDefinition, version: '2.0.0', creates: {} }),
  ).toEqual([]);
  expect(
    breakages('mobivate', soundDefinition, { ...soundDefinition, version: '1.1.0', creates: {} }),
  ).not.toEqual([]);
});

test('reports a field that only one platform loses', () => {
  const { inputFields } = soundDefinition.creates.send_note.operation;
  const twofold = soundWith(`${SEND}.inputFields`, { Classic: inputFields, Vortex: inputFields.slice(0, 1) });
  expect(tellBreakages(breakages('mobivate', soundDefinition, twofold))).toEqual([
    expect.stringMatching(/^creates\.send_note\.inputFields\.send_at on Vortex: was removed\./),
  ]);
});

const world = useWorld();

test('describes the dynamic fields of each platform', async () => {
  const sendFields = definitionsIn('mobivate', await describeApp('mobivate', world().zapier)).map(
    ({ connection, definition }) => [
      connection,
      definition.creates.send_sms?.operation.inputFields.map(({ key }) => key),
    ],
  );
  expect(Object.fromEntries(sendFields)).toEqual({
    Classic: expect.arrayContaining(['recipient', 'route_id', 'campaign_id']),
    Vortex: expect.not.arrayContaining(['campaign_id']),
  });
});
