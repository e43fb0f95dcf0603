import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../../apps/mobivate/package.json' with { type: 'json' };
import { startSandbox } from '../../../sandbox/mobivate/index.ts';
import { checks } from '../../publish-lint/index.ts';
import { publish, push } from '../../publishing/publish.ts';
import { PATIENCE, testZip, useRehearsal } from './support/rehearsal.ts';

const rehearsal = useRehearsal('mobivate');
const { version } = packageJson;

test(
  'validate passes the checks of the schema, and those for publishing',
  async () => {
    const { ok, output } = await rehearsal().platform.run('validate');
    expect(output).toMatch(/No structural errors found/);
    expect(output).toMatch(
      new RegExp(`- ${checks.length} checks passed\\n +- 0 checks failed\\n +- 0 checks`),
    );
    expect(output).toMatch(/Integration checks passed, no issues found/);
    expect(ok).toBe(true);
  },
  PATIENCE,
);

test(
  'build makes a zip that loads',
  async () => {
    expect(await rehearsal().platform.run('build', '--skip-dep-install')).toEqual({
      ok: true,
      output: expect.stringMatching(/- Testing build\n\nBuild complete!/),
    });
  },
  PATIENCE,
);

test(
  'before the integration is public, a version is pushed and the page for the rest is named',
  async () => {
    const { endpoint, platform, uploaded } = rehearsal();
    endpoint.isPublic = false;
    expect(await publish(platform, version)).toEqual([
      `${version} is uploaded.`,
      expect.stringMatching(/^Good news! Your integration passes validation\.\n.* visit https:/),
    ]);
    expect(uploaded().state).toBe('private');
    endpoint.isPublic = true;
  },
  PATIENCE,
);

test(
  'a version is pushed, then promoted with its part of the changelog',
  async () => {
    const { endpoint, platform, uploaded } = rehearsal();
    expect(await publish(platform, version)).toHaveLength(2);
    expect(endpoint.requests.filter((request) => !request.startsWith('GET /apps/4242'))).toEqual([
      'POST /check',
      `PUT /apps/4242/versions/${version}`,
      'POST /apps/4242/pre-migration-require-confirmation-checks',
      'POST /apps/4242/migrations',
    ]);
    expect(uploaded()).toMatchObject({ state: 'promoted', changelog: expect.stringMatching(/\w{3}/) });
  },
  PATIENCE,
);

test(
  'published again, a promoted version stays as it is',
  async () => {
    const { platform, uploaded } = rehearsal();
    const { zip } = uploaded();
    expect(await publish(platform, version)).toEqual([`${version} was promoted before: nothing to do.`]);
    expect(uploaded().zip).toBe(zip);
  },
  PATIENCE,
);

testZip(rehearsal, ['classic', 'vortex'], async () => {
  const sandbox = await startSandbox();
  const { classic, vortex } = sandbox.accounts;
  return {
    env: { MOBIVATE_API_URL: sandbox.url },
    input: { originator: 'Bakery', recipient: '+447700900123', body: 'Hi {{name}}' },
    connections: { classic: { api_key: classic.key }, vortex: { api_key: vortex.key } },
    lastOf: (name) => (name === 'classic' ? classic : vortex).ledger.log.all().at(-1) ?? null,
    close: () => sandbox.close(),
  };
});

test(
  'what fails a check is not pushed',
  async () => {
    const broken = `export default {
    version: '9.9.9',
    platformVersion: '${packageJson.dependencies['zapier-platform-core']}',
    authentication: { type: 'custom', test: async () => ({}), fields: [] },
    creates: {
      send_note: {
        key: 'send_note',
        noun: 'Note',
        display: { label: 'send note', description: 'Sends a note.' },
        operation: { perform: async () => ({}), sample: { id: '8f2c' } },
      },
    },
  };`;
    const { endpoint, platform } = rehearsal();
    writeFileSync(join(platform.folder, 'dist', 'index.js'), broken);
    await expect(push(platform)).rejects.toThrow(/style validation errors/);
    expect([...endpoint.versions.keys()]).toEqual([version]);
  },
  PATIENCE,
);
