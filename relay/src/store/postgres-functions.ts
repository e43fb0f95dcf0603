import { BURST, LEASE, ON_THE_WAY, ON_THE_WAY_FAILING, SPACING } from './limits.ts';
import { MAX_PAUSE } from './pace.ts';

/** The database's clock, which all processes share. */
export const NOW = '(extract(epoch from clock_timestamp()) * 1000)::bigint';

/**
 * Settings that allow only index scans. Plans made from statistics are wrong here: a table that is empty at
 * first may have 100,000 rows a minute later.
 */
const BY_INDEX = [
  'enable_seqscan',
  'enable_bitmapscan',
  'enable_hashjoin',
  'enable_mergejoin',
  'enable_material',
  'jit',
]
  .map((name) => `set ${name} = off`)
  .concat('set plan_cache_mode = force_generic_plan')
  .join(' ');

/**
 * Work under the lock of a target's row runs inside the database, so that the lock does not last for a round
 * trip. Each statement in a function sees what others have committed by then. So one statement locks the
 * rows, and the next one reads what the lock protects.
 */
export const FUNCTIONS = [
  // Rows without a url are targets of `asked` that another process locked. The last row has the time and, as
  // `attempt`, the wait.
  `create or replace function relay_claim (max bigint, asked bigint[], claim_id uuid)
   returns table (event uuid, subscription bigint, target bigint, url text, failing bigint, attempt bigint, restarted bigint,
     id text, generation bigint, content_type text, body bytea, received_at bigint)
   language plpgsql ${BY_INDEX} as $$
   #variable_conflict use_column
   declare
     now bigint := ${NOW};
     mine bigint[];
   begin
     select array_agg(t.id) into mine from (
       select c.id from (
         (select t.id, t.due_at from targets t where t.due_at <= now order by t.due_at limit max)
         union select t.id, t.due_at from targets t where t.id = any (asked)) d
       join targets c on c.id = d.id order by d.due_at limit max + cardinality(asked) for update of c skip locked) t;
     return query
       with roomy as materialized (
         -- A later time than a pause or burst can set comes from a clock that was set back.
         select c.id, c.url, c.due_at, c.failing_since, greatest(now, least(c.free_at, now + ${MAX_PAUSE + BURST * SPACING})) free,
           greatest(0, case when c.failing_since is null then ${ON_THE_WAY} else ${ON_THE_WAY_FAILING} end
             - (select count(*) from deliveries d where d.target = c.id and d.claim is not null and d.due_at + 0 > now)) by_target
         from targets c where c.id = any (mine)
       ),
       rated as materialized (select r.*, greatest(0, (now + ${BURST * SPACING} - r.free) / ${SPACING}) by_rate from roomy r),
       found as materialized (
         select r.*, p.*, sum(p.n::int) over (order by r.due_at, r.id rows unbounded preceding) - p.n before
         from rated r cross join lateral (
           select count(*) n, array_agg(q.event) events, array_agg(q.subscription) subs, array_agg(q.id) ids,
             array_agg(q.generation) generations
           from (
             select d.event, d.subscription, s.id, s.generation
             from (select * from deliveries d where d.target = r.id and d.due_at <= now order by d.due_at) d
             cross join lateral (
               select s.id, s.generation from subscriptions s where s.no = d.subscription and s.removed_at is null offset 0) s
             limit least(r.by_rate, r.by_target)) q
           offset 0) p
       ),
       picked as materialized (
         select f.*, greatest(0, least(f.n, max - f.before))::int taken, (select d.due_at from deliveries d
             where d.target = f.id and d.due_at is not null order by d.due_at
             offset greatest(0, least(f.n, max - f.before)) limit 1) next
         from found f
       ),
       paced as (
         update targets c set free_at = p.free + p.taken * ${SPACING},
           due_at = case
             when p.next is null or p.next > now then
               case when p.taken > 0 then least(p.next, now + ${LEASE}) else p.next end
             when p.taken >= p.by_target then now + ${LEASE}
             when p.taken >= p.by_rate then p.free + p.taken * ${SPACING} - ${(BURST - 1) * SPACING}
             when p.taken < p.n then now
             else now + 1000
           end
         from picked p where p.id = c.id
       )
       update deliveries d set attempt = d.attempt + 1, claim = claim_id, due_at = now + ${LEASE}
       from picked p cross join lateral unnest(p.events[1:p.taken], p.subs[1:p.taken], p.ids[1:p.taken],
           p.generations[1:p.taken]) q (event, subscription, id, generation)
         join events e on e.id = q.event
       where d.event = q.event and d.subscription = q.subscription
       returning d.event, d.subscription, d.target, p.url, case when p.failing_since is null then 0 else 1 end::bigint,
         d.attempt, d.restarted, q.id, q.generation, e.content_type, e.body, e.received_at;
     return query select null::uuid, null::bigint, m, null::text, null::bigint, null::bigint, null::bigint, null::text,
       null::bigint, null::text, null::bytea, null::bigint from unnest(asked) m where m <> all (coalesce(mine, '{}'));
     now := ${NOW};
     return query select null::uuid, null::bigint, null::bigint, null::text, null::bigint,
       greatest(0, (select min(c.due_at) from targets c where c.due_at is not null) - now), null::bigint, null::text,
       null::bigint, null::text, null::bytea, now;
   end $$`,

  // Deletes events without deliveries. The lock makes the later of two processes see the last one go.
  `create or replace function relay_drop_events (ids uuid[]) returns void language plpgsql as $$
   begin
     perform 1 from events e where e.id = any (ids) order by e.id for update;
     delete from events e where e.id = any (ids) and not exists (select 1 from deliveries d where d.event = e.id);
   end $$`,

  // Returns the deliveries whose claim still holds. Settles delivered ones together, the others one by one.
  `create or replace function relay_settle (events uuid[], subs bigint[], lanes bigint[], generations bigint[], claims uuid[],
     outcomes text[], delays bigint[], pauses bigint[], errors text[])
   returns table (event uuid, subscription bigint)
   language plpgsql ${BY_INDEX} as $$
   #variable_conflict use_column
   declare
     now bigint := ${NOW};
     done_events uuid[];
     done_subs bigint[];
     done_lanes bigint[];
     i int;
   begin
     perform 1 from targets t where t.id = any (lanes) order by t.id for update;
     with done as (
       delete from deliveries d using unnest(events, subs, claims, outcomes) n (event, subscription, claim, outcome)
       where n.outcome = 'delivered' and d.event = n.event and d.subscription = n.subscription and d.claim = n.claim
       returning d.event, d.subscription, d.target
     )
     select array_agg(d.event), array_agg(d.subscription), array_agg(distinct d.target)
     into done_events, done_subs, done_lanes from done d;
     update subscriptions s set last_delivered_at = now, last_error = null where s.no = any (done_subs)
       and (s.last_error is not null or s.last_delivered_at is null or s.last_delivered_at < now - 1000);
     update targets t set failing_since = null where t.id = any (done_lanes) and t.failing_since is not null;
     return query select * from unnest(done_events, done_subs);

     for i in 1 .. cardinality(events) loop
       continue when outcomes[i] = 'delivered';
       perform 1 from deliveries d where d.event = events[i] and d.subscription = subs[i] and d.claim = claims[i] for update;
       continue when not found;
       if outcomes[i] = 'gone' then
         -- A subscription that was confirmed meanwhile stays, and gets the event again.
         update subscriptions s set removed_at = now, last_error = errors[i]
         where s.no = subs[i] and s.generation = generations[i] and s.removed_at is null;
         outcomes[i] := case when found then 'removed' else 'retry' end;
       end if;
       if outcomes[i] = 'removed' then
         delete from deliveries d where d.event = events[i] and d.subscription = subs[i];
         done_events := done_events || events[i];
       else
         update deliveries d set claim = null, error = errors[i],
           due_at = case when outcomes[i] = 'dead' then null else now + delays[i] end,
           dead_at = case when outcomes[i] = 'dead' then now end
         where d.event = events[i] and d.subscription = subs[i];
       end if;
       if outcomes[i] in ('retry', 'dead') then
         update subscriptions s set last_error = errors[i] where s.no = subs[i];
         update targets t set failing_since = coalesce(t.failing_since, now), free_at = greatest(t.free_at, now + pauses[i])
         where t.id = lanes[i];
       end if;
       event := events[i];
       subscription := subs[i];
       return next;
     end loop;
     perform relay_drop_events(done_events);
     update targets t set due_at = n.due_at from (
       select l.id, (select min(d.due_at) from deliveries d where d.target = l.id and d.due_at is not null) due_at
       from (select distinct unnest(lanes)) l (id)) n
     where t.id = n.id and t.due_at is distinct from n.due_at;
   end $$`,
];
