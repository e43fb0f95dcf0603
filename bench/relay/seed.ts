import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { World } from '../../relay/testing/world.ts';

const YEAR = 365 * 86_400_000;

/** SQL that creates, without posting, subscriptions of one account, and events due in a year. */
const statements = (origin: string, subscriptions: number, events: number) => ({
  targets: `insert into targets (url) select '${origin}/seeded/' || n from (SERIES ${subscriptions}) s where n > 1 or ${events} > 0`,
  subscriptions: `insert into subscriptions (id, account, event, target, created_at)
    select 'sub_seeded_' || t.id, (select id from accounts limit 1), 'click', t.id, 0 from targets t where t.url like '${origin}/seeded/%'`,
  events: `insert into events (id, content_type, body, received_at)
    select UUID, 'application/json', BODY, ${Date.now()} from (SERIES ${events}) s`,
  deliveries: `insert into deliveries (event, subscription, target, due_at, attempt)
    select e.id, s.no, s.target, ${Date.now() + YEAR}, 1 from events e, (select no, target from subscriptions where event = 'click' limit 1) s`,
});

const seedSqlite = (directory: string, sql: Record<string, string>): void => {
  const db = new DatabaseSync(join(directory, 'relay.db'));
  db.exec('pragma busy_timeout = 60000');
  for (const statement of Object.values(sql)) {
    const text = statement
      .replace(
        /SERIES (\d+)/,
        'with recursive c (n) as (select 1 union all select n + 1 from c where n < $1) select n from c',
      )
      .replace('UUID', "printf('01900000-0000-7000-8000-%012d', n)")
      .replace('BODY', 'cast(printf(\'{"seeded":%0200d}\', n) as blob)');
    db.exec(text);
  }
  db.close();
};

const seedPostgres = async (url: string, sql: Record<string, string>): Promise<void> => {
  const client = new pg.Client(url);
  await client.connect();
  for (const statement of Object.values(sql)) {
    const text = statement
      .replace(/SERIES (\d+)/, 'select generate_series(1, $1) n')
      .replace('UUID', "('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid")
      .replace('BODY', `convert_to('{"seeded":' || lpad(n::text, 200, '0') || '}', 'UTF8')`);
    await client.query(text);
  }
  await client.query('analyze');
  await client.end();
};

/** Adds that many subscriptions and pending events, in addition to those that are measured. */
export const seed = async (
  { environment, receiver, postgres }: World,
  subscriptions: number,
  events: number,
): Promise<void> => {
  const sql = statements(receiver.origin, subscriptions, events);
  if (postgres) await seedPostgres(postgres.url, sql);
  else seedSqlite(environment.RELAY_DATA ?? '', sql);
};
