import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestOf } from '../../../apps.ts';
import { runProgram } from '../../../program.ts';
import { APP_ID, type Endpoint, startEndpoint, type Uploaded } from '../../../publishing/endpoint.ts';
import { openPlatform, type Platform } from '../../../publishing/platform.ts';
import { readManifests } from '../../../supply/lockfile.ts';
import { namesIn, unpackZip } from '../../../zip.ts';

// Each start of the CLI takes seconds, and more on a busy machine.
export const PATIENCE = 180_000;

/** An app that is published to a stand-in for Zapier. */
export interface Rehearsal {
  readonly endpoint: Endpoint;
  readonly platform: Platform;
  readonly version: string;
  /** What was uploaded of this version. */
  uploaded(): Uploaded;
}

/** Opens the rehearsal of an app before the tests of a file, and ends it after; the function gives it. */
export const useRehearsal = (app: string): (() => Rehearsal) => {
  const { version } = manifestOf(app);
  let endpoint: Endpoint;
  let platform: Platform;

  beforeAll(async () => {
    endpoint = await startEndpoint(app, 'a-deploy-key');
    platform = await openPlatform(app, {
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

  return () => ({
    endpoint,
    platform,
    version,
    uploaded: () => {
      const found = endpoint.versions.get(version);
      if (!found) throw new Error('nothing was uploaded');
      return found;
    },
  });
};

const SENDER = `
import { handler } from './zapierwrapper.js';
const { authData, inputData } = JSON.parse(process.env.A_BUNDLE);
const { results } = await handler({
  command: 'execute',
  method: 'creates.send_sms.operation.perform',
  calledFromCli: true,
  bundle: { authData, inputData, meta: {} },
});
console.log(JSON.stringify(results));
`;

/** A gateway to send by, and a connection to it for each kind of key. */
interface Sending {
  readonly env: Record<string, string>;
  readonly input: object;
  readonly connections: Readonly<Record<string, object>>;
  /** The id and the text of the message that arrived last by a connection. */
  lastOf(connection: string): { readonly id: string; readonly text: string } | null;
  close(): Promise<void>;
}

/** Tests the zip of an uploaded app: what is in it, and that it sends once it is unpacked. */
export const testZip = (
  rehearsal: () => Rehearsal,
  connections: readonly string[],
  start: () => Promise<Sending>,
): void => {
  test('the zip holds the bundle, the platform, and nothing of development', () => {
    const names = namesIn(rehearsal().uploaded().zip);
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
    const names = namesIn(rehearsal().uploaded().source);
    expect(names).toEqual(expect.arrayContaining(['src/index.ts', 'package.json', 'CHANGELOG.md']));
    expect(
      names.filter((name) => /node_modules|\.zapierapprc|\.npmrc|\.env|^dist|^build/.test(name)),
    ).toEqual([]);
  });

  describe('the pushed zip, unpacked', () => {
    let folder: string;
    let sending: Sending;

    beforeAll(async () => {
      folder = unpackZip(rehearsal().uploaded().zip);
      sending = await start();
      writeFileSync(join(folder, 'send.mjs'), SENDER);
    });

    afterAll(async () => {
      rmSync(folder, { recursive: true, force: true });
      await sending.close();
    });

    test.each(connections)('sends with a connection for %s', async (name) => {
      const bundle = { authData: sending.connections[name], inputData: sending.input };
      const env = { ...sending.env, A_BUNDLE: JSON.stringify(bundle), NODE_ENV: 'production' };
      const { ok, output } = await runProgram([join(folder, 'send.mjs')], folder, env);
      const message = sending.lastOf(name);
      expect(message).toMatchObject({ text: 'Hi {{name}}' });
      expect(JSON.parse(output)).toMatchObject({ id: message?.id, status: 'accepted' });
      expect(ok).toBe(true);
    });
  });
};
