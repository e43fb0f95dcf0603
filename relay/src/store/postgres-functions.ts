import { BURST, LEASE, ON_THE_WAY, ON_THE_WAY_FAILING, SPACING } from './limits.ts';
import { MAX_PAUSE } from './pace.ts';

/** The clock that all processes share. */
export const NOW = '(extract(epoch from clock_timestamp()) * 1000)::bigint';

/**
 * What must happen under the lock of a target's row runs inside the database, so that the row is held for as long as the
 * work takes and not for the way to the relay and back. Each statement in a function sees what others have committed by then.
 */
export const FUNCTIONS = [
  // Rows without a url name targets of `asked` that another process held; the last row has the time, and the wait as `attempt`.
  `create or replace function relay_claim (max bigint, asked bigint[], claim_id uuid)
   returns table (event uuid, subscription bigint, target bigint, url text, failing bigint, attempt bigint, restarted bigint,
     id text, generation bigint, content_type text, body bytea, received_at bigint)
   language plpgsql as $$
   #variable_conflict use_column
   declare
     t record;
     now bigint := ${NOW};
     free bigint;
     by_rate bigint;
     by_target bigint;
     room bigint;
     taken bigint;
     next bigint;
     remaining bigint := max;
     missed bigint[] := asked;
   begin
     for t in
       select c.id, c.url, c.free_at, c.failing_since from targets c
       where c.due_at <= now or c.id = any (asked) order by c.due_at limit max + cardinality(asked) for update skip locked
     loop
       missed := array_remove(missed, t.id);
       free := greatest(now, least(t.free_at, now + ${MAX_PAUSE + BURST * SPACING}));
       by_rate := greatest(0, (now + ${(BURST - 1) * SPACING} - free + ${SPACING}) / ${SPACING});
       by_target := greatest(0, case when t.failing_since is null then ${ON_THE_WAY} else ${ON_THE_WAY_FAILING} end
         - (select count(*) from deliveries d where d.target = t.id and d.claim is not null and d.due_at > now));
       room := least(by_rate, by_target, remaining);
       taken := 0;
       if room > 0 then
         return query
           with picked as (
             select d.event, d.subscription, s.id, s.generation
             from deliveries d join subscriptions s on s.no = d.subscription and s.removed_at is null
             where d.target = t.id and d.due_at <= now order by d.due_at limit room
           )
           update deliveries d set attempt = d.attempt + 1, claim = claim_id, due_at = now + ${LEASE}
           from picked p join events e on e.id = p.event
           where d.event = p.event and d.subscription = p.subscription
           returning d.event, d.subscription, d.target, t.url, case when t.failing_since is null then 0 else 1 end::bigint,
             d.attempt, d.restarted, p.id, p.generation, e.content_type, e.body, e.received_at;
         get diagnostics taken = row_count;
       end if;
       remaining := remaining - taken;
       next := (select min(d.due_at) from deliveries d where d.target = t.id and d.due_at is not null);
       if next <= now then
         next := case
           when taken < room then now + 1000
           when taken >= by_target then now + ${LEASE}
           when taken >= by_rate then free + taken * ${SPACING} - ${(BURST - 1) * SPACING}
           else now
         end;
       end if;
       update targets c set due_at = next, free_at = free + taken * ${SPACING} where c.id = t.id;
     end loop;
     return query select null::uuid, null::bigint, m, null::text, null::bigint, null::bigint, null::bigint, null::text,
       null::bigint, null::text, null::bytea, null::bigint from unnest(missed) m;
     now := ${NOW};
     return query select null::uuid, null::bigint, null::bigint, null::text, null::bigint,
       greatest(0, (select min(c.due_at) from targets c where c.due_at is not null) - now), null::bigint, null::text,
       null::bigint, null::text, null::bytea, now;
   end $$`,

  // Gives the deliveries whose claim still held.
  `create or replace function relay_settle (events uuid[], subs bigint[], lanes bigint[], generations bigint[], claims uuid[],
     outcomes text[], delays bigint[], pauses bigint[], errors text[])
   returns table (event uuid, subscription bigint)
   language plpgsql as $$
   #variable_conflict use_column
   declare
     now bigint := ${NOW};
     i int;
     held boolean;
   begin
     perform 1 from targets t where t.id = any (lanes) order by t.id for update;
     for i in 1 .. cardinality(events) loop
       perform 1 from deliveries d where d.event = events[i] and d.subscription = subs[i] and d.claim = claims[i] for update;
       held := found;
       continue when not held;
       if outcomes[i] = 'gone' then
         -- A subscription made anew meanwhile goes on, and gets the event again.
         update subscriptions s set removed_at = now, last_error = errors[i]
         where s.no = subs[i] and s.generation = generations[i] and s.removed_at is null;
         outcomes[i] := case when found then 'removed' else 'retry' end;
       end if;
       if outcomes[i] in ('delivered', 'removed') then
         delete from deliveries d where d.event = events[i] and d.subscription = subs[i];
         delete from events e where e.id = events[i] and not exists (select 1 from deliveries d where d.event = e.id);
       else
         update deliveries d set claim = null, error = errors[i],
           due_at = case when outcomes[i] = 'dead' then null else now + delays[i] end,
           dead_at = case when outcomes[i] = 'dead' then now end
         where d.event = events[i] and d.subscription = subs[i];
       end if;
       if outcomes[i] = 'delivered' then
         update subscriptions s set last_delivered_at = now, last_error = null where s.no = subs[i]
           and (s.last_error is not null or s.last_delivered_at is null or s.last_delivered_at < now - 1000);
         update targets t set failing_since = null where t.id = lanes[i] and t.failing_since is not null;
       elsif outcomes[i] in ('retry', 'dead') then
         update subscriptions s set last_error = errors[i] where s.no = subs[i];
         update targets t set failing_since = coalesce(t.failing_since, now), free_at = greatest(t.free_at, now + pauses[i])
         where t.id = lanes[i];
       end if;
       event := events[i];
       subscription := subs[i];
       return next;
     end loop;
     update targets t set due_at = n.due_at from (
       select l.id, (select min(d.due_at) from deliveries d where d.target = l.id and d.due_at is not null) due_at
       from (select distinct unnest(lanes)) l (id)) n
     where t.id = n.id and t.due_at is distinct from n.due_at;
   end $$`,
];
