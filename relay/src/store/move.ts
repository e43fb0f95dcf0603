import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { Config } from '../config.ts';
import type { Identity } from '../identity.ts';
import { openStore } from './open.ts';
import { TABLES } from './schema.ts';
import { DATABASE_FILE } from './sqlite.ts';

const ROWS_AT_ONCE = 200;

const IDENTITIES = [
  ['targets', 'id'],
  ['subscriptions', 'no'],
] as const;

type Values = Readonly<Record<string, unknown>>;

const insert = async (client: pg.Client, table: string, rows: readonly Values[]): Promise<void> => {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return;
  const tuples = rows.map(
    (_, row) => `(${columns.map((_column, index) => `$${row * columns.length + index + 1}`).join(', ')})`,
  );
  const values = rows.flatMap((row) => columns.map((column) => row[column]));
  await client.query(`insert into ${table} (${columns.join(', ')}) values ${tuples.join(', ')}`, values);
};

const copyTable = async (from: DatabaseSync, to: pg.Client, table: string): Promise<number> => {
  let batch: Values[] = [];
  let count = 0;
  for (const row of from.prepare(`select * from ${table}`).iterate()) {
    // No process holds a claim now.
    batch.push('claim' in row ? { ...row, claim: null } : row);
    count += 1;
    if (batch.length < ROWS_AT_ONCE) continue;
    await insert(to, table, batch);
    batch = [];
  }
  await insert(to, table, batch);
  return count;
};

const copyAll = async (from: DatabaseSync, to: pg.Client): Promise<number> => {
  await to.query('begin');
  const { rows } = await to.query('select 1 from accounts limit 1');
  if (rows.length > 0)
    throw new Error('The database that DATABASE_URL names already holds accounts. Use an empty one.');
  let count = 0;
  for (const table of TABLES) count += await copyTable(from, to, table);
  for (const [table, column] of IDENTITIES)
    await to.query(
      `select setval(pg_get_serial_sequence('${table}', '${column}'), (select coalesce(max(${column}), 0) + 1 from ${table}), false)`,
    );
  await to.query(
    'update targets set due_at = 0 where id in (select target from deliveries where due_at is not null)',
  );
  await to.query('commit');
  return count;
};

/**
 * Copies everything from the SQLite file into an empty Postgres, all or nothing.
 * @returns the number of rows
 * @throws Error with a sentence if one of them cannot be used
 */
export const moveToPostgres = async (config: Config, identity: Identity): Promise<number> => {
  const { databaseUrl, dataDirectory } = config;
  if (databaseUrl === null) throw new Error('Set DATABASE_URL to the Postgres to move to.');
  const file = join(dataDirectory, DATABASE_FILE);
  if (!existsSync(file))
    throw new Error(`There is no ${file}. Set RELAY_DATA to the directory to move from.`);
  // Opening both checks the secret, and that no relay uses the directory.
  const source = await openStore({ ...config, databaseUrl: null }, identity);
  await source.close();
  await (await openStore(config, identity)).close();
  const from = new DatabaseSync(file, { readOnly: true });
  const to = new pg.Client(databaseUrl);
  await to.connect();
  try {
    return await copyAll(from, to);
  } finally {
    await to.end();
    from.close();
  }
};
