import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DEDUPE, KEEP_DEAD, REGISTERED, SWEEP } from './limits.ts';
import { FUNCTIONS, NOW } from './postgres-functions.ts';
import { Row } from './rows.ts';
import { migrations } from './schema.ts';
import {
  type Accepted,
  type Claimed,
  COUNTS,
  type Delivery,
  type NewEvent,
  type Settlement,
  type Store,
} from './store.ts';
import { readAccount, readDead, readMinute, readSubscription, readTarget } from './views.ts';

/** Milliseconds. Two queries together stay below the 15 s of a request. */
const CONNECT_TIME = 1500;
const QUERY_TIME = 5500;
const CONNECTIONS = 8;

/** An arbitrary number, the same in every relay, so that only one migrates at a time. */
const MIGRATION_LOCK = 4_020_402_040;

/** Deadlock and serialization failure: nothing was changed, so the query can be repeated. */
const AGAIN = new Set(['40P01', '40001']);
const TRIES = 5;

/** Milliseconds until the next claim of a target whose row another process has locked. */
const SOON = 20;

type Query = (sql: string, values?: readonly unknown[]) => Promise<Row[]>;

const isAgain = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && AGAIN.has(String(error.code));

const only = (rows: readonly Row[]): Row | null => rows[0] ?? null;

/**
 * A store in Postgres 13 or later, for any number of processes.
 * @throws Error if it cannot be reached
 */
export const openPostgres = async (url: string): Promise<Store> => {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString: url,
    types,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIME,
    query_timeout: QUERY_TIME,
    statement_timeout: QUERY_TIME,
    keepAlive: true,
    application_name: 'relay',
  });
  // An idle connection broke; the next query opens another.
  pool.on('error', () => undefined);

  const queryOn =
    (client: pg.Pool | pg.PoolClient): Query =>
    async (sql, values = []) => {
      const { rows } = await client.query<Record<string, unknown>>(sql, [...values]);
      return rows.map((row) => new Row(row));
    };

  const retrying = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let left = TRIES; ; left -= 1) {
      try {
        return await work();
      } catch (error) {
        if (left === 1 || !isAgain(error)) throw error;
      }
    }
  };

  const query: Query = (sql, values) => retrying(() => queryOn(pool)(sql, values));

  /** A statement that each connection parses and plans once. */
  const prepared =
    (name: string, text: string) =>
    (values: readonly unknown[]): Promise<Row[]> =>
      retrying(async () => {
        const { rows } = await pool.query<Record<string, unknown>>({ name, text, values: [...values] });
        return rows.map((row) => new Row(row));
      });
  const runAccept = prepared('relay accept', ACCEPT);
  const runClaim = prepared('relay claim', 'select * from relay_claim($1, $2, $3)');
  const runSettle = prepared(
    'relay settle',
    'select * from relay_settle($1, $2, $3, $4, $5, $6, $7, $8, $9)',
  );

  const transaction = <T>(work: (query: Query) => Promise<T>): Promise<T> =>
    retrying(async () => {
      const client = await pool.connect();
      // A broken connection also rejects the query; without a listener, its event would end the process.
      const ignore = (): void => undefined;
      client.on('error', ignore);
      let isBroken = false;
      try {
        await client.query('begin isolation level read committed');
        const result = await work(queryOn(client));
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => {
          isBroken = true;
        });
        throw error;
      } finally {
        client.off('error', ignore);
        client.release(isBroken);
      }
    });

  const migrate = (): Promise<void> =>
    transaction(async (sql) => {
      await sql('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
      await sql('create table if not exists settings (name text primary key, value text not null)');
      const version = Number(
        only(await sql("select value from settings where name = 'version'"))?.text('value') ?? 0,
      );
      const versions = migrations('postgres');
      for (const statements of versions.slice(version))
        for (const statement of statements) await sql(statement);
      for (const statement of FUNCTIONS) await sql(statement);
      await sql(
        "insert into settings values ('version', $1) on conflict (name) do update set value = excluded.value",
        [String(versions.length)],
      );
    });

  /** Targets that this process stored deliveries for since the last claim. */
  let woken = new Set<number>();

  const accept = async (events: readonly NewEvent[]) => {
    const rows = await runAccept([
      events.map(({ token }) => token),
      events.map(({ event }) => event),
      events.map(({ id }) => id),
      events.map(({ dedupeKey }) => dedupeKey),
      events.map(({ contentType }) => contentType),
      events.map(({ body }) => body),
    ]);
    const results: Accepted[] = events.map(() => 'unknown-token');
    for (const row of rows) {
      const target = row.numberOrNull('target');
      if (target === null) results[row.number('n') - 1] = row.number('fresh') === 1 ? 'stored' : 'duplicate';
      else woken.add(target);
    }
    return results;
  };

  const claim = async (limit: number): Promise<Claimed> => {
    const asked = woken;
    woken = new Set();
    const claimId = randomUUID();
    try {
      const rows = await runClaim([limit, [...asked], claimId]);
      const head = rows.pop();
      const missed = rows.filter((row) => row.textOrNull('url') === null);
      for (const row of missed) woken.add(row.number('target'));
      const wait = head?.numberOrNull('attempt') ?? null;
      return {
        deliveries: rows.flatMap((row) =>
          row.textOrNull('url') === null ? [] : [readDelivery(row, claimId)],
        ),
        wait: missed.length > 0 ? Math.min(wait ?? SOON, SOON) : wait,
        now: head?.number('received_at') ?? Date.now(),
      };
    } catch (error) {
      for (const target of asked) woken.add(target);
      throw error;
    }
  };

  const settle = async (settlements: readonly Settlement[]): Promise<boolean[]> => {
    const rows = await runSettle([
      settlements.map(({ delivery }) => delivery.event),
      settlements.map(({ delivery }) => delivery.subscription),
      settlements.map(({ delivery }) => delivery.target),
      settlements.map(({ delivery }) => delivery.generation),
      settlements.map(({ delivery }) => delivery.claim),
      settlements.map(({ result }) => result.outcome),
      settlements.map(({ result }) => ('delay' in result ? result.delay : 0)),
      settlements.map(({ result }) => ('pause' in result ? result.pause : 0)),
      settlements.map(({ result }) => ('error' in result ? result.error : null)),
    ]);
    const mine = new Set(rows.map((row) => `${row.text('event')} ${row.number('subscription')}`));
    return settlements.map(({ delivery }) => mine.has(`${delivery.event} ${delivery.subscription}`));
  };

  const sweepRemoved = async (sql: Query): Promise<number> => {
    const removed = only(
      await sql(
        'select no, target from subscriptions where removed_at is not null limit 1 for update skip locked',
      ),
    );
    if (!removed) return 0;
    const values = [removed.number('no')];
    const gone = await sql(
      `with gone as (delete from deliveries where (event, subscription) in
         (select event, subscription from deliveries where subscription = $1 and (claim is null or due_at <= ${NOW}) limit ${SWEEP}) returning event)
       select event from gone`,
      values,
    );
    await dropEvents(sql, gone);
    const left = await sql('select 1 from deliveries where subscription = $1 limit 1', values);
    if (gone.length > 0 || left.length > 0) return gone.length;
    await sql('delete from subscriptions where no = $1', values);
    await sql(
      `delete from targets t where id in (select id from targets where id = $1 for update skip locked)
         and not exists (select 1 from subscriptions s where s.target = t.id)`,
      [removed.number('target')],
    );
    return 1;
  };

  /** Wakes the targets of a process that ended between storing an event and claiming it. */
  const wakeForgotten = (sql: Query): Promise<Row[]> =>
    sql(
      `update targets set due_at = 0 where id in (
         select id from targets t where (due_at is null or due_at > ${NOW}) and exists
           (select 1 from deliveries d where d.target = t.id and d.due_at <= ${NOW} - 2000)
         for update skip locked)`,
    );

  const dropEvents = (sql: Query, rows: readonly Row[]): Promise<Row[]> =>
    sql('select relay_drop_events($1)', [rows.map((row) => row.text('event'))]);

  await migrate().catch(async (error: unknown) => {
    await pool.end();
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
    throw new Error(`Postgres could not be used (${code}). Check DATABASE_URL, and that the database runs.`);
  });

  return {
    accept,
    claim,
    settle,
    hasToken: async (token) => (await query('select 1 from accounts where token = $1', [token])).length > 0,
    accountOfKey: async (hash) =>
      readAccount(
        only(
          await query(
            'select a.id, a.token from keys k join accounts a on a.id = k.account where k.hash = $1',
            [hash],
          ),
        ),
      ),
    account: async (id) =>
      readAccount(only(await query('select id, token from accounts where id = $1', [id]))),
    isRegistered: async (keyHash, event, url) =>
      (
        await query(
          `select 1 from registrations r join keys k on k.hash = r.key_hash
             join subscriptions s on s.account = k.account and s.event = r.event and s.removed_at is null
           where r.key_hash = $1 and r.event = $2 and r.url = $3 and r.at > ${NOW} - ${REGISTERED} limit 1`,
          [keyHash, event, url],
        )
      ).length > 0,

    subscribe: ({ id, account, keyHash, event, url, registered }) =>
      transaction(async (sql) => {
        await sql(
          `insert into accounts (id, token, created_at) values ($1, $2, ${NOW}) on conflict do nothing`,
          [account.id, account.token],
        );
        await sql(`insert into keys values ($1, $2, ${NOW}) on conflict do nothing`, [keyHash, account.id]);
        if (registered)
          await sql(
            `insert into registrations values ($1, $2, $3, ${NOW}) on conflict (key_hash, event) do update set url = excluded.url, at = excluded.at`,
            [keyHash, event, registered],
          );
        const target = only(
          await sql(
            'insert into targets (url) values ($1) on conflict (url) do update set url = excluded.url returning id',
            [url],
          ),
        )?.number('id');
        const row = only(
          await sql(
            `insert into subscriptions as s (id, account, event, target, created_at) values ($1, $2, $3, $4, ${NOW})
             on conflict (account, event, target) where removed_at is null do update set generation = s.generation + 1 returning id`,
            [id, account.id, event, target],
          ),
        );
        return row?.text('id') ?? id;
      }),

    unsubscribe: async (id) => {
      await query(`update subscriptions set removed_at = ${NOW} where id = $1 and removed_at is null`, [id]);
    },

    view: async (account) => ({
      last_event_at:
        only(await query('select last_event_at from accounts where id = $1', [account]))?.numberOrNull(
          'last_event_at',
        ) ?? null,
      subscriptions: (
        await query(
          `select s.*, (select count(*) from deliveries d where d.subscription = s.no and d.due_at is not null) pending
           from subscriptions s where account = $1 and removed_at is null order by no`,
          [account],
        )
      ).map(readSubscription),
    }),

    dead: async (limit) =>
      (
        await query(
          `select d.*, s.event kind, t.url from deliveries d join subscriptions s on s.no = d.subscription
             join targets t on t.id = d.target where d.dead_at is not null order by d.dead_at desc limit $1`,
          [limit],
        )
      ).map((row) => readDead(row)),

    redeliver: (id) =>
      transaction(async (sql) => {
        const which = id
          ? `d.event = $1 and d.subscription = $2 and (d.claim is null or d.due_at <= ${NOW})`
          : 'd.dead_at is not null';
        const values = id ? [id.event, id.subscription] : [];
        const found = await sql(`select distinct target from deliveries d where ${which}`, values);
        const targets = found.map((row) => row.number('target'));
        await sql('select id from targets where id = any ($1) order by id for update', [targets]);
        const rows = await sql(
          `update deliveries d set due_at = ${NOW}, dead_at = null, claim = null, restarted = attempt where ${which} returning event`,
          values,
        );
        await sql('update targets set due_at = 0 where id = any ($1)', [targets]);
        return rows.length;
      }),

    totals: async () => {
      const row = only(
        await query(
          `select (select count(*) from accounts) accounts,
             (select count(*) from subscriptions where removed_at is null) subscriptions,
             (select count(*) from deliveries where due_at is not null) pending,
             (select count(*) from deliveries where dead_at is not null) dead,
             (select count(*) from targets where failing_since is not null) failing,
             coalesce(greatest(0, ${NOW} - (select received_at from events e where exists
               (select 1 from deliveries d where d.event = e.id and d.due_at is not null) order by id limit 1)), 0) oldest`,
        ),
      );
      const number = (name: string): number => row?.number(name) ?? 0;
      return {
        accounts: number('accounts'),
        subscriptions: number('subscriptions'),
        pending: number('pending'),
        dead: number('dead'),
        oldest: number('oldest'),
        failing: number('failing'),
      };
    },

    targets: async (limit) =>
      (
        await query(
          `select s.account, s.event, t.url, t.failing_since, s.last_error,
             (select count(*) from deliveries d where d.subscription = s.no and d.due_at is not null) pending,
             (select count(*) from deliveries d where d.subscription = s.no and d.dead_at is not null) dead
           from subscriptions s join targets t on t.id = s.target where s.removed_at is null
           order by t.failing_since is null, t.failing_since, s.no limit $1`,
          [limit],
        )
      ).map(readTarget),

    count: async (counts) => {
      await query(
        `insert into minutes as m (minute, accepted, duplicates, delivered, retried, dead) values (${NOW} / 60000, $1, $2, $3, $4, $5)
         on conflict (minute) do update set accepted = m.accepted + excluded.accepted, duplicates = m.duplicates + excluded.duplicates,
           delivered = m.delivered + excluded.delivered, retried = m.retried + excluded.retried, dead = m.dead + excluded.dead`,
        COUNTS.map((name) => counts[name]),
      );
    },

    minutes: async (since) =>
      (await query('select * from minutes where minute >= $1 order by minute', [since])).map(readMinute),

    sweep: () =>
      transaction(async (sql) => {
        const expired = await sql(
          `delete from deliveries where (event, subscription) in
             (select event, subscription from deliveries where dead_at < ${NOW} - ${KEEP_DEAD} limit ${SWEEP} for update skip locked) returning event`,
        );
        await dropEvents(sql, expired);
        const seen = await sql(
          `delete from seen where key in (select key from seen where at < ${NOW} - ${DEDUPE} limit ${SWEEP} for update skip locked) returning 1`,
        );
        await sql(`delete from minutes where minute < (${NOW} - ${KEEP_DEAD}) / 60000`);
        await wakeForgotten(sql);
        return (await sweepRemoved(sql)) > 0 || expired.length === SWEEP || seen.length === SWEEP;
      }),

    matchesSecret: (fingerprint) =>
      transaction(async (sql) => {
        await sql("insert into settings values ('secret', $1) on conflict do nothing", [fingerprint]);
        return (
          only(await sql("select value from settings where name = 'secret'"))?.text('value') === fingerprint
        );
      }),

    ping: async () => {
      await query(
        "insert into settings values ('pinged', '') on conflict (name) do update set value = excluded.value",
      );
    },

    close: () => pool.end(),
  };
};

const readDelivery = (row: Row, claim: string): Delivery => ({
  event: row.text('event'),
  subscription: row.number('subscription'),
  subscriptionId: row.text('id'),
  generation: row.number('generation'),
  target: row.number('target'),
  url: row.text('url'),
  failing: row.number('failing') === 1,
  claim,
  attempt: row.number('attempt'),
  tries: row.number('attempt') - row.number('restarted'),
  contentType: row.textOrNull('content_type'),
  body: row.bytes('body'),
  receivedAt: row.number('received_at'),
});

/**
 * Stores events and their deliveries in one statement, and returns the targets. It waits only for processes
 * that store the same events: dedupe keys are inserted in a fixed order, `last_event_at` is skipped if the
 * row is locked, and targets are woken by the claim.
 */
const ACCEPT = `
with clock as (select ${NOW} as now),
input as (
  select * from unnest($1::text[], $2::text[], $3::uuid[], $4::bytea[], $5::text[], $6::bytea[])
    with ordinality as t (token, event, id, key, content_type, body, n)
),
known as (select i.*, a.id as account from input i join accounts a on a.token = i.token),
fresh as (
  insert into seen (key, at) select distinct key, now from known, clock where key is not null order by key
  on conflict (key) do update set at = excluded.at where seen.at < excluded.at - ${DEDUPE}
  returning key
),
firsts as (
  select min(n) as n from known join fresh using (key) group by key
  union all select n from known where key is null
),
fan as (
  select k.id, k.content_type, k.body, s.no, s.target from known k join firsts using (n)
    join subscriptions s on s.account = k.account and s.event = k.event and s.removed_at is null
),
stored as (
  insert into events (id, content_type, body, received_at)
  select distinct on (id) id, content_type, body, now from fan, clock
),
queued as (
  insert into deliveries (event, subscription, target, due_at) select id, no, target, now from fan, clock
),
touched as (
  update accounts set last_event_at = now from clock where id in
    (select id from accounts, clock where id in (select account from known)
       and (last_event_at is null or last_event_at < now - 1000) for update of accounts skip locked)
)
select k.n, case when f.n is null then 0 else 1 end as fresh, null::bigint as target
from known k left join firsts f on f.n = k.n
union all select distinct null::bigint, null::int, target from fan`;
