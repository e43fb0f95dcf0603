import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Subscribed } from '../src/subscriptions.ts';

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Preloads that shorten times, and that resolve names to this machine. */
export const SHORT_TIMES = beside('short-times.mjs');
export const LOCAL_NAMES = beside('names.mjs');

export const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** Node 22 from the dependencies, whatever runs the tests. */
export const NODE = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));

const FLAGS = ['--disable-warning=ExperimentalWarning'];

export type Environment = Readonly<Record<string, string>>;

/** A relay in a process of its own. */
export interface RelayProcess {
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything that it has logged. */
  logs(): string;
  /** Sends the signal and waits for the end; gives the exit code, `null` after a kill. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
  subscribe(key: string, body: object): Promise<{ status: number; body: Subscribed & { error?: string } }>;
  account(key: string): Promise<{ status: number; body: AccountBody }>;
  metric(name: string): Promise<number>;
}

export interface AccountBody {
  readonly account: string;
  readonly ingest_url: string;
  readonly last_event_at: string | null;
  readonly subscriptions: readonly {
    readonly id: string;
    readonly event: string;
    readonly pending: number;
    readonly last_delivered_at: string | null;
    readonly last_error: string | null;
  }[];
}

const environmentOf = (environment: Environment): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  PORT: '0',
  ...environment,
});

/** Starts a relay. @param command runs it, for example under limits of the shell; ends with Node's arguments */
export const startRelay = async (
  environment: Environment,
  { command = [NODE], imports = [] }: { command?: readonly string[]; imports?: readonly string[] } = {},
): Promise<RelayProcess> => {
  const [program = NODE, ...rest] = command;
  const child = spawn(program, [...rest, ...FLAGS, ...imports.flatMap((file) => ['--import', file]), MAIN], {
    env: environmentOf(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      said += chunk;
      const [, address] = /"url":"([^"]+)"/.exec(said) ?? [];
      if (address) resolve(address);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`The relay ended with ${code}: ${said}`)));
  });
  const call = async <B>(path: string, key: string, init: RequestInit = {}) => {
    const response = await fetch(`${url}${path}`, { ...init, headers: { Authorization: `Bearer ${key}` } });
    const body: B = JSON.parse(await response.text());
    return { status: response.status, body };
  };
  return {
    url,
    process: child,
    logs: () => said,
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
    subscribe: (key, body) => call('/v1/subscriptions', key, { method: 'POST', body: JSON.stringify(body) }),
    account: (key) => call('/v1/account', key),
    metric: async (name) => {
      const text = await (await fetch(`${url}/metrics`)).text();
      return text
        .split('\n')
        .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
        .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
    },
  };
};

/** Runs a command of the relay, such as `dead`, to its end. */
export const runCommand = async (
  args: readonly string[],
  environment: Environment,
  imports: readonly string[] = [],
) => {
  const child = spawn(NODE, [...FLAGS, ...imports.flatMap((file) => ['--import', file]), MAIN, ...args], {
    env: environmentOf(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  const [code] = await once(child, 'close');
  return { code: Number(code), output };
};
