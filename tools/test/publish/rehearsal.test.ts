import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../../apps/mobivate/package.json' with { type: 'json' };
import { type Sandbox, startSandbox } from '../../../sandbox/mobivate/index.ts';
import { runProgram } from '../../program.ts';
import { checks } from '../../publish-lint/index.ts';
import { APP_ID, type Endpoint, startEndpoint } from '../../publishing/endpoint.ts';
import { openPlatform, type Platform } from '../../publishing/platform.ts';
import { publish, push } from '../../publishing/publish.ts';
import { readManifests } from '../../supply/lockfile.ts';
import { namesIn, unpackZip } from '../../zip.ts';

const { version } = packageJson;
// Each start of the CLI takes seconds, and more on a busy machine.
const PATIENCE = 180_000;

let endpoint: Endpoint;
let platform: Platform;

beforeAll(async () => {
  endpoint = await startEndpoint('mobivate', 'a-deploy-key');
  platform = await openPlatform('mobivate', {
    ZAPIER_APP_ID: String(APP_ID),
    ZAPIER_DEPLOY_KEY: 'a-deploy-key',
    ZAPIER_ENDPOINT: endpoint.url,
  });
}, PATIENCE);

afterEach(() => {
  endpoint.requests.length = 0;
});

afterAll(async () => {
  platform.close();
  await endpoint.close();
});

const uploaded = () => {
  const found = endpoint.versions.get(version);
  if (!found) throw new Error('nothing was uploaded');
  return found;
};

test(
  'validate passes the checks of the schema, and those for publishing',
  async () => {
    const { ok, output } = await platform.run('validate');
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
    expect(await platform.run('build', '--skip-dep-install')).toEqual({
      ok: true,
      output: expect.stringMatching(/- Testing build\n\nBuild complete!/),
    });
  },
  PATIENCE,
);

test(
  'before the integration is public, a version is pushed and the page for the rest is named',
  async () => {
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
    const { zip } = uploaded();
    expect(await publish(platform, version)).toEqual([`${version} was promoted before: nothing to do.`]);
    expect(uploaded().zip).toBe(zip);
  },
  PATIENCE,
);

test('the zip holds the bundle, the platform, and nothing of development', () => {
  const names = namesIn(uploaded().zip);
  expect(names).toEqual(expect.arrayContaining(['zapierwrapper.js', 'definition.json', 'dist/index.js']));
  const allowed =
    /^(?:(?:definition|package)\.json|zapierwrapper\.js|(?:dist|node_modules)\/.+\.(?:js|mjs|json))$/;
  expect(names.filter((name) => !allowed.test(name))).toEqual([]);
  const development = readManifests().flatMap(({ devDependencies }) => Object.keys(devDependencies));
  const packed = new Set(names.map((name) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1]));
  const needed = new Set(['lodash', 'zapier-platform-core']);
  expect(development.filter((name) => packed.has(name) && !needed.has(name))).toEqual([]);
  for (const optional of ['encoding', 'iconv-lite']) expect(packed).not.toContain(optional);
});

test('the sources beside it are the sources, without anything private', () => {
  const names = namesIn(uploaded().source);
  expect(names).toEqual(expect.arrayContaining(['src/index.ts', 'package.json', 'CHANGELOG.md']));
  expect(names.filter((name) => /node_modules|\.zapierapprc|\.npmrc|\.env|^dist|^build/.test(name))).toEqual(
    [],
  );
});

const SENDER = `
import { handler } from './zapierwrapper.js';
const { results } = await handler({
  command: 'execute',
  method: 'creates.send_sms.operation.perform',
  calledFromCli: true,
  bundle: {
    authData: { api_key: process.env.A_KEY },
    inputData: { originator: 'Bakery', recipient: '+447700900123', body: 'Hi {{name}}' },
    meta: {},
  },
});
console.log(JSON.stringify(results));
`;

describe('the pushed zip, unpacked', () => {
  let folder: string;
  let sandbox: Sandbox;

  beforeAll(async () => {
    folder = unpackZip(uploaded().zip);
    sandbox = await startSandbox();
    writeFileSync(join(folder, 'send.mjs'), SENDER);
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await sandbox.close();
  });

  test.each(['classic', 'vortex'] as const)('sends on %s', async (name) => {
    const { key, ledger } = sandbox.accounts[name];
    const env = { A_KEY: key, MOBIVATE_API_URL: sandbox.url, NODE_ENV: 'production' };
    const { ok, output } = await runProgram([join(folder, 'send.mjs')], folder, env);
    const [message] = ledger.log.all().slice(-1);
    expect(message).toMatchObject({ recipient: '447700900123', text: 'Hi {{name}}' });
    expect(JSON.parse(output)).toMatchObject({ id: message?.id, status: 'accepted' });
    expect(ok).toBe(true);
  });
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
    writeFileSync(join(platform.folder, 'dist', 'index.js'), broken);
    await expect(push(platform)).rejects.toThrow(/style validation errors/);
    expect([...endpoint.versions.keys()]).toEqual([version]);
  },
  PATIENCE,
);
