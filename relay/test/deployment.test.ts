import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { parse } from 'yaml';
import { createLog } from '../src/log.ts';
import { createMetrics } from '../src/metrics.ts';
import { until } from '../testing/world.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(root + path, 'utf8');
const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

const dockerfile = read('relay/Dockerfile');
const unit = read('relay/relay.service');
/** The variables that the relay reads. */
const settings = new Set(all(read('relay/src/config.ts'), /environment\.([A-Z_]+)/g));

const composeFile = v.object({
  services: v.object({
    relay: v.object({
      build: v.object({ context: v.string(), dockerfile: v.string() }),
      environment: v.record(v.string(), v.string()),
      depends_on: v.record(v.string(), v.object({ condition: v.string() })),
      expose: v.tuple([v.string()]),
    }),
    postgres: v.object({ environment: v.record(v.string(), v.string()), healthcheck: v.object({}) }),
    proxy: v.object({ command: v.string() }),
  }),
});
const { relay, postgres, proxy } = v.parse(composeFile, parse(read('relay/compose.yaml'))).services;

test('the compose file sets variables that the relay reads, and all that Postgres needs', () => {
  expect(Object.keys(relay.environment).filter((name) => !settings.has(name))).toEqual([]);
  expect(Object.keys(relay.environment)).toEqual(
    expect.arrayContaining(['DATABASE_URL', 'RELAY_SECRET', 'RELAY_PUBLIC_URL']),
  );
});

test('the compose file connects the relay, its database and its proxy', () => {
  const { username, hostname, pathname } = new URL(
    (relay.environment.DATABASE_URL ?? '').replace(/\$\{\w+:\?\}/, 'password'),
  );
  expect([username, pathname.slice(1)]).toEqual([
    postgres.environment.POSTGRES_USER,
    postgres.environment.POSTGRES_DB,
  ]);
  expect(Object.keys(relay.depends_on)).toEqual([hostname]);
  expect(proxy.command).toContain(`--to relay:${relay.expose[0]}`);
  expect(dockerfile).toContain(`EXPOSE ${relay.expose[0]}`);
  expect(existsSync(`${root}relay/${relay.build.context}/${relay.build.dockerfile}`)).toBe(true);
});

test('the Dockerfile copies files that exist and that its ignore file lets through', () => {
  const copied = all(dockerfile, /^COPY (?!--from)(.+) \S+$/gm).flatMap((paths) => paths.split(' '));
  const letThrough = all(read('relay/Dockerfile.dockerignore'), /^!(.+)$/gm);
  expect(copied.length).toBeGreaterThan(3);
  expect(copied.filter((path) => !existsSync(root + path))).toEqual([]);
  expect(new Set(copied)).toEqual(new Set(letThrough));
});

test.each([
  ['Dockerfile', dockerfile, /CMD \[.*"([^"]+\.ts)"\]/g, /(?<=ENV .*)\b([A-Z_]+)=/g],
  ['relay.service', unit, /^ExecStart=.* (\S+\.ts)$/gm, /^Environment=(\w+)=/gm],
])('%s starts a file that exists, with variables that the relay reads', (_, text, file, variable) => {
  expect(all(text, file).map((path) => existsSync(root + path))).toEqual([true]);
  expect(all(text, variable).filter((name) => name !== 'NODE_ENV' && !settings.has(name))).toEqual([]);
});

test('docs/relay.md lists every variable', () => {
  const documented = all(read('docs/relay.md'), /^\| (`[A-Z].*?) \|/gm).flatMap((cell) =>
    all(cell, /`(\w+)`/g),
  );
  expect(new Set(documented)).toEqual(settings);
});

test('every alert asks for metrics that the relay has', async () => {
  const alerts = v.parse(
    v.object({ groups: v.array(v.object({ rules: v.array(v.object({ expr: v.string() })) })) }),
    parse(read('relay/alerts.yml')),
  );
  const expressions = alerts.groups.flatMap(({ rules }) => rules.map(({ expr }) => expr));
  const asked = new Set(expressions.flatMap((expr) => all(expr, /(relay_\w+)/g)));
  const metrics = await createMetrics(createLog('silent')).registry.metrics();
  expect(asked.size).toBeGreaterThan(4);
  expect([...asked].filter((name) => !metrics.includes(name))).toEqual([]);
});

test('npm run relay starts the relay, refuses a taken port, and exits with 0 on SIGTERM', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'relay-npm-'));
  const npm = (port: string) => {
    const { PATH, HOME } = process.env;
    const child = spawn('npm', ['run', 'relay'], {
      cwd: root,
      env: { PATH, HOME, PORT: port, RELAY_DATA: join(directory, port) },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk;
      });
    return { child, output: () => output, ended: once(child, 'close') };
  };
  const first = npm('0');
  const port = () => /"url":"http:\/\/127.0.0.1:(\d+)"/.exec(first.output())?.[1] ?? '';
  await until('it listens', () => port() !== '');
  const second = npm(port());
  expect(await second.ended).toEqual([1, null]);
  expect(second.output()).toContain(`Port ${port()} is in use. Stop the other program, or set PORT.`);
  first.child.kill('SIGTERM');
  expect(await first.ended).toEqual([0, null]);
  expect(first.output()).toContain('relay stopped');
  rmSync(directory, { recursive: true });
});
