import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { createClock } from './clock.ts';
import { createCommitter } from './committer.ts';
import { DEDUPE, KEEP_DEAD, LEASE, LOCK_WAIT, REGISTERED, SWEEP } from './limits.ts';
import { paceOf } from './pace.ts';
import { Row } from './rows.ts';
import { migrations } from './schema.ts';
import { type Accepted, COUNTS, type Delivery, type NewEvent, type Settlement, type Store } from './store.ts';
import { readAccount, readDead, readMinute, readSubscription, readTarget } from './views.ts';

export const DATABASE_FILE = 'relay.db';

/**
 * Locks the data directory until the process ends.
 * @throws Error if another relay holds the lock
 */
const lockDirectory = (directory: string): DatabaseSync => {
  const lock = new DatabaseSync(join(directory, 'relay.lock'));
  try {
    lock.exec(`pragma busy_timeout = ${LOCK_WAIT}; pragma locking_mode = exclusive; begin exclusive`);
    return lock;
  } catch {
    lock.close();
    throw new Error(
      `Another relay uses ${directory}. Stop it first, or set RELAY_DATA to another directory.`,
    );
  }
};

const migrate = (db: DatabaseSync): void => {
  db.exec(
    'begin immediate; create table if not exists settings (name text primary key, value text not null)',
  );
  const row = db.prepare("select value from settings where name = 'version'").get();
  const versions = migrations('sqlite');
  for (const statements of versions.slice(Number(row?.value ?? 0)))
    for (const sql of statements) db.exec(sql);
  db.prepare(
    "insert into settings values ('version', ?) on conflict do update set value = excluded.value",
  ).run(String(versions.length));
  db.exec('commit');
};

/**
 * A store in one file, for one process. Commands beside it open the file without `exclusive`.
 * @throws Error if another relay uses the directory
 */
export const openSqlite = (directory: string, { exclusive }: { readonly exclusive: boolean }): Store => {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = exclusive ? lockDirectory(directory) : null;
  const db = new DatabaseSync(join(directory, DATABASE_FILE));
  db.exec('pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full');
  db.exec('pragma foreign_keys = on; pragma cache_size = -16000');
  migrate(db);

  const prepared = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  type Values = readonly SQLInputValue[];
  const all = (sql: string, ...values: Values) =>
    statement(sql)
      .all(...values)
      .map((row) => new Row(row));
  const get = (sql: string, ...values: Values): Row | null => {
    const row = statement(sql).get(...values);
    return row ? new Row(row) : null;
  };
  const run = (sql: string, ...values: Values): number => Number(statement(sql).run(...values).changes);
  const count = (sql: string, ...values: Values): number => get(sql, ...values)?.number('n') ?? 0;
  const { commit, close } = createCommitter(db);

  // The last time on record: if the clock was set back since, deliveries must not wait for it.
  const seenAt = get(
    `select max(coalesce((select max(last_event_at) from accounts), 0), coalesce((select max(last_delivered_at) from subscriptions), 0),
       coalesce((select cast(value as integer) from settings where name = 'clock'), 0)) at`,
  );
  const now = createClock(seenAt?.number('at') ?? 0);
  const lookAgain =
    'update targets set due_at = (select min(due_at) from deliveries where target = targets.id and due_at is not null)';
  // No other process sends from this file, so claims of the last process are released at once.
  if (exclusive) {
    run('update deliveries set claim = null, due_at = ? where claim is not null', now());
    run(lookAgain);
  }

  const isRepeat = (key: Buffer | null, at: number): boolean =>
    key !== null &&
    run(
      'insert into seen values (?, ?) on conflict (key) do update set at = excluded.at where at < excluded.at - ?',
      key,
      at,
      DEDUPE,
    ) === 0;

  const acceptOne = ({ id, token, event, dedupeKey, contentType, body }: NewEvent, at: number): Accepted => {
    const account = get('select id, last_event_at from accounts where token = ?', token);
    if (!account) return 'unknown-token';
    if (isRepeat(dedupeKey, at)) return 'duplicate';
    if ((account.numberOrNull('last_event_at') ?? 0) < at - 1000)
      run('update accounts set last_event_at = ? where id = ?', at, account.text('id'));
    const subscriptions = all(
      'select no, target from subscriptions where account = ? and event = ? and removed_at is null',
      account.text('id'),
      event,
    );
    if (subscriptions.length > 0) run('insert into events values (?, ?, ?, ?)', id, contentType, body, at);
    for (const subscription of subscriptions) {
      const target = subscription.number('target');
      run(
        'insert into deliveries (event, subscription, target, due_at) values (?, ?, ?, ?)',
        id,
        subscription.number('no'),
        target,
        at,
      );
      run('update targets set due_at = ? where id = ? and (due_at is null or due_at > ?)', at, target, at);
    }
    return 'stored';
  };

  const claimRow = (row: Row, target: number, isFailing: boolean, claim: string, at: number): Delivery => {
    const attempt = row.number('attempt') + 1;
    const delivery = {
      event: row.text('event'),
      subscription: row.number('subscription'),
      subscriptionId: row.text('id'),
      generation: row.number('generation'),
      target,
      url: row.text('url'),
      failing: isFailing,
      claim,
      attempt,
      tries: attempt - row.number('restarted'),
      contentType: row.textOrNull('content_type'),
      body: row.bytes('body'),
      receivedAt: row.number('received_at'),
    };
    run(
      'update deliveries set attempt = ?, claim = ?, due_at = ? where event = ? and subscription = ?',
      attempt,
      claim,
      at + LEASE,
      delivery.event,
      delivery.subscription,
    );
    return delivery;
  };

  const claimTarget = (target: Row, limit: number, claim: string, at: number): Delivery[] => {
    const id = target.number('id');
    const isFailing = target.numberOrNull('failing_since') !== null;
    const onTheWay = count(
      'select count(*) n from deliveries where target = ? and claim is not null and +due_at > ?',
      id,
      at,
    );
    const pace = paceOf({ freeAt: target.number('free_at'), isFailing, onTheWay }, at);
    const claimed = all(
      `select d.event, d.subscription, d.attempt, d.restarted, s.id, s.generation, t.url, e.content_type, e.body, e.received_at
       from deliveries d join subscriptions s on s.no = d.subscription and s.removed_at is null
         join events e on e.id = d.event join targets t on t.id = d.target
       where d.target = ? and d.due_at <= ? order by d.due_at limit ?`,
      id,
      at,
      Math.min(pace.room, limit),
    ).map((row) => claimRow(row, id, isFailing, claim, at));
    const next =
      get('select min(due_at) at from deliveries where target = ? and due_at is not null', id)?.numberOrNull(
        'at',
      ) ?? null;
    const { freeAt, dueAt } = pace.after(claimed.length, limit, next);
    run('update targets set due_at = ?, free_at = ? where id = ?', dueAt, freeAt, id);
    return claimed;
  };

  const dropEvent = (event: string): number =>
    run(
      'delete from events where id = ? and not exists (select 1 from deliveries where event = ?)',
      event,
      event,
    );

  const settleOne = ({ delivery, result }: Settlement, at: number): boolean => {
    const { event, subscription, claim, target } = delivery;
    const isMine = get(
      'select 1 from deliveries where event = ? and subscription = ? and claim = ?',
      event,
      subscription,
      claim,
    );
    if (!isMine) return false;
    const keep = (dueAt: number | null, deadAt: number | null, error: string | null): void => {
      run(
        'update deliveries set claim = null, due_at = ?, dead_at = ?, error = ? where event = ? and subscription = ?',
        dueAt,
        deadAt,
        error,
        event,
        subscription,
      );
    };
    const drop = (): void => {
      run('delete from deliveries where event = ? and subscription = ?', event, subscription);
      dropEvent(event);
    };
    switch (result.outcome) {
      case 'delivered':
        drop();
        run('update targets set failing_since = null where id = ? and failing_since is not null', target);
        run(
          'update subscriptions set last_delivered_at = ?, last_error = null where no = ? and (last_error is not null or last_delivered_at is null or last_delivered_at < ?)',
          at,
          subscription,
          at - 1000,
        );
        break;
      case 'gone': {
        const removed = run(
          'update subscriptions set removed_at = ?, last_error = ? where no = ? and generation = ? and removed_at is null',
          at,
          result.error,
          subscription,
          delivery.generation,
        );
        if (removed > 0) drop();
        else keep(at + result.delay, null, result.error);
        break;
      }
      case 'released':
        keep(at, null, null);
        break;
      default:
        if (result.outcome === 'retry') keep(at + result.delay, null, result.error);
        else keep(null, at, result.error);
        run('update targets set failing_since = coalesce(failing_since, ?) where id = ?', at, target);
        run('update subscriptions set last_error = ? where no = ?', result.error, subscription);
        if (result.outcome === 'retry' && result.pause > 0)
          run('update targets set free_at = max(free_at, ?) where id = ?', at + result.pause, target);
    }
    run(`${lookAgain} where id = ?`, target);
    return true;
  };

  const sweepRemoved = (at: number): number => {
    const removed = get('select no, target from subscriptions where removed_at is not null limit 1');
    if (!removed) return 0;
    const subscription = removed.number('no');
    const gone = all(
      'delete from deliveries where (event, subscription) in (select event, subscription from deliveries where subscription = ? and (claim is null or due_at <= ?) limit ?) returning event',
      subscription,
      at,
      SWEEP,
    );
    for (const row of gone) dropEvent(row.text('event'));
    if (
      gone.length > 0 ||
      count('select count(*) n from deliveries where subscription = ?', subscription) > 0
    )
      return gone.length;
    const target = removed.number('target');
    run('delete from subscriptions where no = ?', subscription);
    run(
      'delete from targets where id = ? and not exists (select 1 from subscriptions where target = ?)',
      target,
      target,
    );
    return 1;
  };

  return {
    accept: (events) => commit(() => events.map((event) => acceptOne(event, now()))),

    claim: async (limit) => {
      const at = now();
      const next = (): number | null =>
        get('select min(due_at) at from targets where due_at is not null')?.numberOrNull('at') ?? null;
      const wait = (due: number | null) => (due === null ? null : Math.max(0, due - at));
      const due = next();
      if (limit === 0 || due === null || due > at)
        return { deliveries: [], wait: wait(due), now: Date.now() };
      return commit(() => {
        const deliveries: Delivery[] = [];
        const claim = randomUUID();
        const targets = all('select * from targets where due_at <= ? order by due_at limit ?', at, limit);
        for (const target of targets)
          if (deliveries.length < limit)
            deliveries.push(...claimTarget(target, limit - deliveries.length, claim, at));
        return { deliveries, wait: wait(next()), now: Date.now() };
      });
    },

    settle: (settlements) => commit(() => settlements.map((settlement) => settleOne(settlement, now()))),

    hasToken: async (token) => get('select 1 from accounts where token = ?', token) !== null,
    accountOfKey: async (hash) =>
      readAccount(
        get('select a.id, a.token from keys k join accounts a on a.id = k.account where k.hash = ?', hash),
      ),
    account: async (id) => readAccount(get('select id, token from accounts where id = ?', id)),
    isRegistered: async (keyHash, event, url) =>
      get(
        `select 1 from registrations r join keys k on k.hash = r.key_hash
           join subscriptions s on s.account = k.account and s.event = r.event and s.removed_at is null
         where r.key_hash = ? and r.event = ? and r.url = ? and r.at > ?`,
        keyHash,
        event,
        url,
        now() - REGISTERED,
      ) !== null,

    subscribe: ({ id, account, keyHash, event, url, registered }) =>
      commit(() => {
        const at = now();
        run(
          'insert into accounts (id, token, created_at) values (?, ?, ?) on conflict do nothing',
          account.id,
          account.token,
          at,
        );
        run('insert into keys values (?, ?, ?) on conflict do nothing', keyHash, account.id, at);
        if (registered)
          run(
            'insert into registrations values (?, ?, ?, ?) on conflict do update set url = excluded.url, at = excluded.at',
            keyHash,
            event,
            registered,
            at,
          );
        run('insert into targets (url) values (?) on conflict do nothing', url);
        const row = get(
          `insert into subscriptions (id, account, event, target, created_at)
           values (?, ?, ?, (select id from targets where url = ?), ?)
           on conflict (account, event, target) where removed_at is null do update set generation = generation + 1 returning id`,
          id,
          account.id,
          event,
          url,
          at,
        );
        return row?.text('id') ?? id;
      }),

    unsubscribe: (id) =>
      commit(() => {
        run('update subscriptions set removed_at = ? where id = ? and removed_at is null', now(), id);
      }),

    view: async (account) => ({
      last_event_at:
        get('select last_event_at from accounts where id = ?', account)?.numberOrNull('last_event_at') ??
        null,
      subscriptions: all(
        `select s.*, (select count(*) from deliveries d where d.subscription = s.no and d.due_at is not null) pending
         from subscriptions s where account = ? and removed_at is null order by no`,
        account,
      ).map(readSubscription),
    }),

    dead: async (limit) =>
      all(
        `select d.*, s.event kind, t.url from deliveries d join subscriptions s on s.no = d.subscription
           join targets t on t.id = d.target where d.dead_at is not null order by d.dead_at desc limit ?`,
        limit,
      ).map(readDead),

    redeliver: (id) =>
      commit(() => {
        const which = id
          ? 'event = ? and subscription = ? and (claim is null or due_at <= ?)'
          : 'dead_at is not null and ? > 0';
        const values = id ? [id.event, id.subscription, now()] : [now()];
        const rows = all(
          `update deliveries set due_at = ?, dead_at = null, claim = null, restarted = attempt where ${which} returning target`,
          now(),
          ...values,
        );
        for (const target of new Set(rows.map((row) => row.number('target'))))
          run(`${lookAgain} where id = ?`, target);
        return rows.length;
      }),

    totals: async () => {
      const oldest = get(
        `select received_at at from events e where exists
           (select 1 from deliveries d where d.event = e.id and d.due_at is not null) order by id limit 1`,
      )?.number('at');
      return {
        accounts: count('select count(*) n from accounts'),
        subscriptions: count('select count(*) n from subscriptions where removed_at is null'),
        pending: count('select count(*) n from deliveries where due_at is not null'),
        dead: count('select count(*) n from deliveries where dead_at is not null'),
        oldest: oldest === undefined ? 0 : Math.max(0, now() - oldest),
        failing: count('select count(*) n from targets where failing_since is not null'),
      };
    },

    targets: async (limit) =>
      all(
        `select s.account, s.event, t.url, t.failing_since, s.last_error,
           (select count(*) from deliveries d where d.subscription = s.no and d.due_at is not null) pending,
           (select count(*) from deliveries d where d.subscription = s.no and d.dead_at is not null) dead
         from subscriptions s join targets t on t.id = s.target where s.removed_at is null
         order by t.failing_since is null, t.failing_since, s.no limit ?`,
        limit,
      ).map(readTarget),

    count: (counts) =>
      commit(() => {
        const at = now();
        run(
          `insert into minutes (minute, accepted, duplicates, delivered, retried, dead) values (?, ?, ?, ?, ?, ?)
           on conflict do update set accepted = accepted + excluded.accepted, duplicates = duplicates + excluded.duplicates,
             delivered = delivered + excluded.delivered, retried = retried + excluded.retried, dead = dead + excluded.dead`,
          Math.floor(at / 60_000),
          ...COUNTS.map((name) => counts[name]),
        );
        run(
          "insert into settings values ('clock', ?) on conflict do update set value = excluded.value",
          String(at),
        );
      }),

    minutes: async (since) =>
      all('select * from minutes where minute >= ? order by minute', since).map(readMinute),

    sweep: () =>
      commit(() => {
        const at = now();
        const expired = all(
          `delete from deliveries where (event, subscription) in
             (select event, subscription from deliveries where dead_at < ? limit ?) returning event`,
          at - KEEP_DEAD,
          SWEEP,
        );
        for (const row of expired) dropEvent(row.text('event'));
        const seen = run(
          'delete from seen where key in (select key from seen where at < ? limit ?)',
          at - DEDUPE,
          SWEEP,
        );
        run('delete from minutes where minute < ?', Math.floor((at - KEEP_DEAD) / 60_000));
        return sweepRemoved(at) > 0 || expired.length === SWEEP || seen === SWEEP;
      }),

    matchesSecret: (fingerprint) =>
      commit(() => {
        run("insert into settings values ('secret', ?) on conflict do nothing", fingerprint);
        return get("select value from settings where name = 'secret'")?.text('value') === fingerprint;
      }),

    ping: () =>
      commit(() => {
        run(
          "insert into settings values ('clock', ?) on conflict do update set value = excluded.value",
          String(now()),
        );
      }),

    close: async () => {
      close();
      db.close();
      lock?.close();
    },
  };
};
