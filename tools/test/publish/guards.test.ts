import { type Candidate, changesOf, objections } from '../../publishing/guards.ts';
import { LISTING_ROWS } from '../../publishing/listing.ts';
import { soundDefinition } from './support/sound.ts';

const description = { ...soundDefinition, version: '1.2.0' };

const ready: Candidate = {
  app: 'mobivate',
  tag: 'mobivate-v1.2.0',
  version: '1.2.0',
  lockedVersion: '1.2.0',
  changelog: '# Changelog\n\n## 1.2.0\n\n- Notes can be sent later.\n\n## 1.1.0\n\n- Notes have words.\n',
  kept: description,
  present: description,
  previous: { ...soundDefinition, version: '1.1.0' },
  listing: Object.fromEntries(LISTING_ROWS.map((row) => [row, 'something'])),
};

test('accepts a candidate that is ready, including the first release', () => {
  expect(objections(ready)).toEqual([]);
  expect(objections({ ...ready, previous: null })).toEqual([]);
});

test.each([
  [
    'a tag of another version',
    { tag: 'mobivate-v1.2.1' },
    /^The tag is mobivate-v1\.2\.1 and .* tag mobivate-v1\.2\.0\.$/,
  ],
  ['a tag without the app', { tag: 'v1.2.0' }, /^The tag is v1\.2\.0 /],
  ['a lockfile left behind', { lockedVersion: '1.1.0' }, /^The lockfile is for version 1\.1\.0: run/],
  ['no changelog entry', { changelog: '## 1.1.0\n\n- Notes.' }, /^CHANGELOG\.md has no "## 1\.2\.0"/],
  ['a changelog of a longer version', { changelog: '## 1.2.01\n\n- Notes.' }, /^CHANGELOG\.md has no/],
  [
    'an empty changelog',
    { changelog: '## 1.2.0\n\n## 1.1.0\n\n- Notes.' },
    /^CHANGELOG\.md says nothing under/,
  ],
  [
    'another definition',
    { present: { ...description, creates: {} }, previous: null },
    /^apps\/mobivate\/definition\.json does not/,
  ],
  [
    'a listing with rows to fill in',
    { listing: { ...ready.listing, 'Support address': 'TO FILL IN: where users write', Escalation: '' } },
    /^Fill in Support address, Escalation in apps\/mobivate\/docs\/listing\.md\.$/,
  ],
  ['no definition', { kept: null }, /run "npm run definition -- mobivate" and commit it\.$/],
] as const)('refuses %s and says what to do', (_, change, sentence) => {
  expect(objections({ ...ready, ...change })).toEqual([expect.stringMatching(sentence)]);
});

test.each(['1.2.0-beta', '1.2', '1.2.1000', '01.2.0'])(
  'refuses version %s, which Zapier cannot promote',
  (version) => {
    const named = {
      ...ready,
      version,
      lockedVersion: version,
      tag: `mobivate-v${version}`,
      changelog: `## ${version}\n\nNew.`,
    };
    expect(objections(named)).toEqual([expect.stringMatching(/cannot be promoted/)]);
  },
);

test('refuses changes that break Zaps of the previous release, even with an updated definition', () => {
  const { send_note, ...creates } = soundDefinition.creates;
  const present = { ...description, creates };
  expect(objections({ ...ready, kept: present, present })).toEqual([
    expect.stringMatching(/^creates\.send_note on Classic: was removed\./),
    expect.stringMatching(/^creates\.send_note on Vortex: was removed\./),
  ]);
});

test('reads the changes of one version only', () => {
  expect(changesOf(ready.changelog, '1.2.0')).toBe('- Notes can be sent later.');
  expect(changesOf('## 1.2.0 (2026-03-02)\n\n### For Vortex\n\n- New.', '1.2.0')).toBe(
    '### For Vortex\n\n- New.',
  );
});
