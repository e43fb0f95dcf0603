import set from 'lodash/set.js';
import unset from 'lodash/unset.js';
import { useWorld } from '../../../apps/mobivate/test/support/world.ts';
import { definitionsIn, describeApp } from '../../compatibility/description.ts';
import { breakages, tellBreakages } from '../../compatibility/released.ts';
import { soundDefinition } from './support/sound.ts';

const SEND = 'creates.send_note.operation';
const HOOK = 'triggers.new_note.operation';
const GONE = Symbol('gone');

/** The sound definition with one thing changed, or gone. */
const soundWith = (path: string, value: unknown): object => {
  const changed = structuredClone(soundDefinition);
  if (value === GONE) unset(changed, path);
  else set(changed, path, value);
  return changed;
};

const breakingLines = (before: object, after: object): string[] =>
  tellBreakages(breakages('mobivate', before, after)).filter((line) => / on Classic: /.test(line));

test.each([
  ['creates.send_note', GONE, 'creates.send_note', 'it is gone. Zaps in use run it: put it back and hide it'],
  ['searchOrCreates.find_note', GONE, 'searchOrCreates.find_note', 'it is gone.'],
  ['searchOrCreates.find_note.create', 'add_note', 'searchOrCreates.find_note', 'it created by send_note'],
  [
    `${HOOK}.type`,
    'polling',
    'triggers.new_note.type',
    'it was hook and is polling. Zaps in use wait for it',
  ],
  [
    `${SEND}.inputFields[1].key`,
    'at',
    `creates.send_note.inputFields.send_at`,
    'it is gone. Zaps in use name it',
  ],
  [
    `${SEND}.inputFields[1].type`,
    'string',
    'creates.send_note.inputFields.send_at',
    'it was a datetime and is a string',
  ],
  [`${SEND}.inputFields[1].list`, true, 'creates.send_note.inputFields.send_at', 'is a datetime list'],
  [
    `${SEND}.inputFields[1].required`,
    true,
    'creates.send_note.inputFields.send_at',
    'it is required now. Zaps in use leave it empty',
  ],
  [
    `${SEND}.inputFields[3]`,
    { key: 'size', required: true },
    'creates.send_note.inputFields.size',
    'it is required now',
  ],
  [`${SEND}.outputFields[0].key`, 'note_id', 'creates.send_note.outputFields.id', 'it is gone'],
  [
    `${SEND}.outputFields[0].type`,
    'integer',
    'creates.send_note.outputFields.id',
    'it was a string and is a integer',
  ],
  [
    `${SEND}.outputFields[1].children[0].key`,
    'words',
    'creates.send_note.outputFields.lines.text',
    'it is gone',
  ],
  [`${SEND}.sample.id`, GONE, 'creates.send_note.sample.id', 'it is gone'],
  [
    `${HOOK}.outputFields[1].primary`,
    true,
    'triggers.new_note.outputFields',
    'records were told apart by id, not received_at',
  ],
  [
    'authentication.type',
    'oauth2',
    'authentication.type',
    'it was custom and is oauth2. Everybody would have to connect',
  ],
  [
    'authentication.fields[1].key',
    'zone',
    'authentication.inputFields.region',
    'it is gone. Everybody would have to connect',
  ],
  [
    'authentication.fields[1].required',
    true,
    'authentication.inputFields.region',
    'it is required now. Everybody',
  ],
  [
    'authentication.fields[2]',
    { key: 'team', required: true },
    'authentication.inputFields.team',
    'it is required now',
  ],
])('%s made %p breaks Zaps, and is told with what to do', (path, value, where, said) => {
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
])('a choice that is gone breaks Zaps: %j, then %j', (before, after) => {
  const path = `${SEND}.inputFields[1].choices`;
  expect(breakingLines(soundWith(path, before), soundWith(path, after))).toEqual([
    expect.stringMatching(
      /^creates\.send_note\.inputFields\.send_at on Classic: the choice large is gone\. /,
    ),
  ]);
});

test.each([
  ['the same', 'version', '1.0.1'],
  ['other words', 'creates.send_note.display.label', 'Post Note'],
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
])('%s breaks nothing', (_, path, value) => {
  expect(breakages('mobivate', soundDefinition, soundWith(path, value))).toEqual([]);
});

test('a new major version may break, because nobody is moved to it', () => {
  expect(
    breakages('mobivate', soundDefinition, { ...soundDefinition, version: '2.0.0', creates: {} }),
  ).toEqual([]);
  expect(
    breakages('mobivate', soundDefinition, { ...soundDefinition, version: '1.1.0', creates: {} }),
  ).not.toEqual([]);
});

test('what one platform loses is found, also where the other one keeps it', () => {
  const { inputFields } = soundDefinition.creates.send_note.operation;
  const twofold = soundWith(`${SEND}.inputFields`, { Classic: inputFields, Vortex: inputFields.slice(0, 1) });
  expect(tellBreakages(breakages('mobivate', soundDefinition, twofold))).toEqual([
    expect.stringMatching(/^creates\.send_note\.inputFields\.send_at on Vortex: it is gone\./),
  ]);
});

const world = useWorld();

test('the description of the app holds the fields that functions give, for each platform', async () => {
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
