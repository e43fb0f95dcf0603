import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly databaseUrl: string | null;
  /** Defaults to the address that the relay listens on. */
  readonly publicUrl: string | null;
  readonly secret: string;
  readonly targets: readonly string[];
  readonly retrySeconds: readonly number[];
  readonly mobivateUrl: string | null;
  readonly logLevel: string;
}

/** An invalid setting, as a sentence for the operator. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

const RETRY_SECONDS = '5,30,300,1800,7200,18000,36000,36000';
const SECRET_LENGTH = 32;

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const readPort = (text: string): number => {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new ConfigError(`PORT "${text}" is not a port. Use a number from 0 to 65535; 0 takes a free one.`);
};

/** An http or https URL without query, fragment, or login, and without a trailing slash. */
const readUrl = (name: string, text: string | undefined): string | null => {
  if (!text) return null;
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password)
    throw new ConfigError(
      `${name} "${text}" is not a plain http or https URL, such as https://relay.example.com.`,
    );
  return url.href.replace(/\/+$/, '');
};

const readTarget = (text: string): string => {
  const url = URL.parse(text);
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (isOrigin) return url.origin;
  throw new ConfigError(
    `RELAY_TARGETS holds "${text}", which is not an origin. List origins only, such as https://hooks.zapier.com.`,
  );
};

const readTargets = (text: string): string[] => {
  const targets = listOf(text).map(readTarget);
  if (targets.length > 0) return targets;
  throw new ConfigError(
    'RELAY_TARGETS is empty. List at least one origin, such as https://hooks.zapier.com.',
  );
};

const readRetrySeconds = (text: string): number[] =>
  listOf(text).map((item) => {
    const seconds = Number(item);
    if (Number.isFinite(seconds) && seconds >= 0) return seconds;
    throw new ConfigError(`RELAY_RETRY_SECONDS holds "${item}". List seconds, such as ${RETRY_SECONDS}.`);
  });

/** The secret in the data directory. The first start creates it and writes it to disk before it is used. */
const keptSecret = (directory: string): string => {
  const file = join(directory, 'secret');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) {
    const draft = join(directory, `secret.${process.pid}`);
    writeFileSync(draft, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flush: true });
    try {
      linkSync(draft, file);
    } catch (error) {
      if (!existsSync(file)) throw error;
    } finally {
      unlinkSync(draft);
    }
  }
  return readFileSync(file, 'utf8').trim();
};

const readSecret = (given: string | undefined, databaseUrl: string | null, directory: string): string => {
  if (!given && databaseUrl !== null)
    throw new ConfigError(
      `RELAY_SECRET is not set. With DATABASE_URL every process needs the same secret of at least ${SECRET_LENGTH} characters; make one with: openssl rand -base64 48`,
    );
  const secret = given || keptSecret(directory);
  if (secret.length >= SECRET_LENGTH) return secret;
  throw new ConfigError(
    `${given ? 'RELAY_SECRET' : join(directory, 'secret')} is too short. Use at least ${SECRET_LENGTH} characters; make one with: openssl rand -base64 48`,
  );
};

/** @throws ConfigError */
export const readConfig = (environment: Environment): Config => {
  const databaseUrl = environment.DATABASE_URL || null;
  if (databaseUrl !== null && !/^postgres(ql)?:\/\//.test(databaseUrl))
    throw new ConfigError('DATABASE_URL does not begin with postgres://. Leave it out to use SQLite.');
  const dataDirectory = environment.RELAY_DATA || './relay-data';
  return {
    host: environment.RELAY_HOST || '127.0.0.1',
    port: readPort(environment.PORT || '4020'),
    dataDirectory,
    databaseUrl,
    publicUrl: readUrl('RELAY_PUBLIC_URL', environment.RELAY_PUBLIC_URL),
    targets: readTargets(environment.RELAY_TARGETS || 'https://hooks.zapier.com'),
    retrySeconds: readRetrySeconds(environment.RELAY_RETRY_SECONDS || RETRY_SECONDS),
    mobivateUrl: readUrl('MOBIVATE_API_URL', environment.MOBIVATE_API_URL),
    logLevel: environment.RELAY_LOG_LEVEL || 'info',
    secret: readSecret(environment.RELAY_SECRET, databaseUrl, dataDirectory),
  };
};
