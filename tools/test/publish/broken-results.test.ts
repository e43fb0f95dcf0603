import { parseDefinition, type Recording, resultChecks } from '../../publish-lint/index.ts';
import { soundDefinition } from './support/sound.ts';

const definition = parseDefinition(soundDefinition);

const sound: Recording = {
  kind: 'triggers',
  key: 'new_note',
  variant: 'Classic',
  results: [
    { id: '8f2d', received_at: '2026-03-02T09:31:00Z' },
    { id: '8f2c', received_at: null },
  ],
  list: [{ id: '8f2b', received_at: null }],
};

const changed: Recording = {
  ...sound,
  key: 'note_changed',
  results: [{ id: '8f2c', words: 12, author: null }],
  list: [],
};

const BROKEN: readonly (readonly [id: string, broken: Recording, problem: RegExp])[] = [
  ['T002', { ...sound, results: [{ id: null }] }, /an id is missing/],
  ['T002', { ...sound, results: [{ id: '8f2c' }, { id: '8f2c' }] }, /the same id/],
  ['T003', { ...sound, results: [{ received_at: 1_772_443_860 }] }, /received_at is 1772443860/],
  ['T003', { ...sound, list: [{ received_at: '2026-03-02 09:31' }] }, /received_at is "2026/],
  ['T004', { ...sound, results: [{ id: '8f2c' }] }, /received_at is only in the sample/],
  ['T005', { ...changed, results: [{ words: '12' }] }, /words is "12", not integer/],
  ['T005', { ...changed, results: [{ author: { name: 6 } }] }, /author__name is 6/],
  ['T006', { ...sound, list: [{ id: '8f2b', colour: 'red' }] }, /colour is only in performList/],
  ['Z001', { ...sound, results: [{ id: null }] }, /id is required/],
];

const problemsOf = (id: string, recording: Recording): string[] =>
  resultChecks
    .filter((check) => check.id === id)
    .flatMap((check) => check.findIn(recording, definition))
    .map(({ problem }) => problem);

test.each(resultChecks.map(({ id }) => id))('%s accepts valid results', (id) => {
  expect([...problemsOf(id, sound), ...problemsOf(id, changed)]).toEqual([]);
});

test.each(BROKEN)('%s reports %j', (id, broken, problem) => {
  expect(problemsOf(id, broken)).toContainEqual(expect.stringMatching(problem));
});

test('every check has results that it reports', () => {
  const broken = new Set(BROKEN.map(([id]) => id));
  expect([...broken].sort()).toEqual(resultChecks.map(({ id }) => id).sort());
});
