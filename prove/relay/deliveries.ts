import { spreadOf } from '../../bench/relay/load.ts';
import {
  at,
  type Case,
  fileHere,
  idOf,
  must,
  newId,
  post,
  receipt,
  sleep,
  subscribe,
  until,
  untilAllCame,
  type World,
} from './tools.ts';

const PATH = '/hook';
const HEALTHY = '/healthy';

/** Posts events at a rate below the target's. Returns the delivery time of each, in milliseconds. */
const latencies = async (world: World, ingestUrl: string, count: number): Promise<number[]> => {
  const since = new Map<string, number>();
  for (let index = 0; index < count; index += 1) {
    const id = newId();
    since.set(id, Date.now());
    must((await post(ingestUrl, receipt(id))) === 200, 'an event was refused');
    await sleep(70);
  }
  await untilAllCame(world, HEALTHY, [...since.keys()]);
  return world.receiver.at(HEALTHY).flatMap((one) => {
    const posted = since.get(idOf(one));
    return posted === undefined ? [] : [one.at - posted];
  });
};

/** The most sends to one path within any second. */
const mostInASecond = (times: readonly number[]): number =>
  Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + 1000).length));

export const deliveries: readonly Case[] = [
  {
    name: 'a hanging target, and a dead one with 100,000 queued, do not slow another',
    isTimed: true,
    environment: { RELAY_RETRY_SECONDS: '5,30,300' },
    run: async (world) => {
      const healthy = await subscribe(world, 'healthy', HEALTHY);
      const normal = spreadOf(await latencies(world, healthy.ingest_url, 120));
      const dead = await subscribe(world, 'dead', '/dead');
      const hanging = await subscribe(world, 'hanging', '/hanging');
      world.receiver.reply('/dead', 500);
      world.receiver.reply('/hanging', 'hang');
      const { postEvents } = await import('../../bench/relay/load.ts');
      let queued = 0;
      while (queued < 100_000) {
        const { events } = await postEvents({ urls: [dead.ingest_url], seconds: 5, connections: 64 });
        queued += events;
      }
      await postEvents({ urls: [hanging.ingest_url], seconds: 1, connections: 8 });
      await sleep(3000);
      const loaded = spreadOf(await latencies(world, healthy.ingest_url, 120));
      // A few more milliseconds are noise on a busy machine.
      must(
        loaded.p99 <= Math.max(2 * normal.p99, normal.p99 + 25),
        `p99 went from ${normal.p99} to ${loaded.p99} ms`,
      );
      return `${queued.toLocaleString('en')} queued: p99 of the healthy target ${normal.p99} ms, then ${loaded.p99} ms`;
    },
  },
  {
    name: 'no target gets more than 25 in any second, and at most 4 at once, with two processes',
    stores: ['postgres'],
    run: async (world) => {
      const { ingest_url } = await subscribe(world, 'key', PATH);
      let now = 0;
      let most = 0;
      world.receiver.reply(PATH, async () => {
        now += 1;
        most = Math.max(most, now);
        await sleep(60);
        now -= 1;
        return 200;
      });
      const first = world.relay;
      const second = await world.start();
      const ids = Array.from({ length: 200 }, newId);
      await Promise.all(
        ids.map((id, index) => post(at(index % 2 === 0 ? first : second, ingest_url), receipt(id))),
      );
      await untilAllCame(world, PATH, ids);
      const rate = mostInASecond(world.receiver.at(PATH).map((one) => one.at));
      must(rate <= 25, `${rate} came in one second`);
      must(most <= 4, `${most} were on the way at once`);
      must(world.receiver.at(PATH).length === 200, 'events were delivered twice');
      return `200 events, each once, at most ${rate} in a second and ${most} at once`;
    },
  },
  {
    name: 'a lease that ends while sending, and a stale settle',
    stores: ['postgres'],
    run: async (world) => {
      const { ingest_url } = await subscribe(world, 'key', PATH);
      world.receiver.reply(PATH, async ({ headers }) => {
        if (headers['webhook-attempt'] === '1') await sleep(3000);
        return 200;
      });
      const frozen = world.relay;
      must((await post(at(frozen, ingest_url), receipt())) === 200, 'it was refused');
      await until('it is on the way', () => world.receiver.at(PATH).length === 1);
      frozen.process.kill('SIGSTOP');
      await world.start();
      await until('the other one has sent it', () => world.receiver.at(PATH).length === 2, 60);
      frozen.process.kill('SIGCONT');
      await until(
        'the stale settle was refused',
        async () => (await frozen.metric('relay_stale_settles_total')) === 1,
      );
      const [first, second] = world.receiver.at(PATH);
      const waited = (second?.at ?? 0) - (first?.at ?? 0);
      must(waited >= 29_000, `it was sent again after ${waited} ms`);
      must(second?.headers['webhook-attempt'] === '2', 'the attempt did not grow');
      must(first?.headers['webhook-id'] === second.headers['webhook-id'], 'the webhook-id changed');
      return `sent again after ${(waited / 1000).toFixed(0)} s by the other process; the late result was refused`;
    },
  },
  {
    name: 'a late 410 to a subscription that was confirmed meanwhile',
    run: async (world) => {
      const { id, ingest_url } = await subscribe(world, 'key', PATH);
      let answerNow = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        answerNow = resolve;
      });
      world.receiver.reply(PATH, async ({ headers }) => {
        if (headers['webhook-attempt'] !== '1') return 200;
        await held;
        return 410;
      });
      await post(ingest_url, receipt());
      await until('it is on the way', () => world.receiver.at(PATH).length === 1);
      must((await subscribe(world, 'key', PATH)).id === id, 'the same subscription got another id');
      answerNow();
      await until('it came again', () => world.receiver.at(PATH).length === 2);
      const { body } = await world.relay.account('key');
      must(body.subscriptions[0]?.id === id, 'the subscription is gone');
      return 'the subscription stays, and the event came again';
    },
  },
  {
    name: 'unsubscribe during a delivery',
    run: async (world) => {
      const { id, ingest_url } = await subscribe(world, 'key', PATH);
      world.receiver.reply(PATH, async () => {
        await sleep(500);
        return 500;
      });
      for (let index = 0; index < 12; index += 1) await post(ingest_url, receipt());
      await until('some are on the way', () => world.receiver.at(PATH).length >= 3);
      const gone = await fetch(`${world.relay.url}/v1/subscriptions/${id}`, { method: 'DELETE' });
      const again = await fetch(`${world.relay.url}/v1/subscriptions/${id}`, { method: 'DELETE' });
      must(
        gone.status === 204 && again.status === 204,
        `it was answered with ${gone.status} and ${again.status}`,
      );
      await sleep(1500);
      const { length } = world.receiver.at(PATH);
      await sleep(2500);
      must(world.receiver.at(PATH).length === length, 'something came after the end');
      await until('nothing is pending', async () => (await world.relay.metric('relay_pending')) === 0);
      return `${length} were on the way, nothing came after`;
    },
  },
  {
    name: 'clocks ten minutes apart, and set back by ten minutes',
    run: async (world, store) => {
      const { ingest_url } = await subscribe(world, 'key', PATH);
      world.receiver.reply(PATH, ({ headers }) => (headers['webhook-attempt'] === '1' ? 500 : 200));
      await world.relay.end('SIGTERM');
      const imports = [fileHere('wrong-clock.mjs')];
      const ahead = await world.start({ CLOCK_SHIFT: '600000' }, { imports });
      const relays =
        store === 'postgres' ? [ahead, await world.start({ CLOCK_SHIFT: '-600000' }, { imports })] : [ahead];
      const ids = Array.from({ length: 20 }, newId);
      for (const [index, id] of ids.entries()) {
        const relay = relays[index % relays.length] ?? ahead;
        if (index === 10) for (const one of relays) one.process.kill('SIGUSR2');
        must((await post(at(relay, ingest_url), receipt(id))) === 200, 'an event was refused');
      }
      const since = Date.now();
      await until('all came twice', () => world.receiver.at(PATH).length >= 40, 30);
      const late = Date.now() - since;
      must(late < 15_000, `the second tries took ${late} ms`);
      if (store === 'postgres') {
        const off = world.receiver
          .at(PATH)
          .filter(
            ({ headers, at: came }) => Math.abs(came / 1000 - Number(headers['webhook-timestamp'])) > 60,
          );
        must(off.length === 0, `${off.length} timestamps are off`);
      }
      await Promise.all(relays.map((relay) => relay.end('SIGKILL')));
      await world.start();
      const id = newId();
      must(
        (await post(at(world.relay, ingest_url), receipt(id))) === 200,
        'nothing is taken with the right clock',
      );
      await untilAllCame(world, PATH, [id], 45);
      return `40 tries in ${(late / 1000).toFixed(1)} s, and on after a restart with the right clock`;
    },
  },
  {
    name: 'the same event three times, and to two processes at once',
    run: async (world, store) => {
      const { ingest_url } = await subscribe(world, 'key', PATH);
      const first = world.relay;
      const second = store === 'postgres' ? await world.start() : first;
      const ids = Array.from({ length: 50 }, newId);
      await Promise.all(
        ids.flatMap((id) => [first, second, first].map((relay) => post(at(relay, ingest_url), receipt(id)))),
      );
      await untilAllCame(world, PATH, ids);
      await sleep(1500);
      must(world.receiver.at(PATH).length === 50, `${world.receiver.at(PATH).length} came of 50`);
      return '150 posted, 50 delivered';
    },
  },
  {
    name: 'a changed key and a revoked key',
    run: async (world) => {
      const old = await subscribe(world, 'old', PATH);
      world.mobivate.badKeys.add('old');
      const next = await world.relay.subscribe('next', {
        event: 'receipt',
        target_url: `${world.receiver.origin}/next`,
        account: old.account,
      });
      must(next.body.ingest_url === old.ingest_url, 'the new key got another URL');
      await post(old.ingest_url, receipt());
      await until('both have it', () =>
        [PATH, '/next'].every((path) => world.receiver.at(path).length === 1),
      );
      await world.relay.end('SIGTERM');
      await world.start();
      const revoked = await world.relay.subscribe('old', {
        event: 'receipt',
        target_url: `${world.receiver.origin}/revoked`,
      });
      must(revoked.status === 401, `a revoked key got ${revoked.status}`);
      const end = await fetch(`${world.relay.url}/v1/subscriptions/${old.id}`, { method: 'DELETE' });
      must(end.status === 204, `its Zap could not be switched off: ${end.status}`);
      return 'the new key joins, the revoked one gets 401, and its Zap can be switched off';
    },
  },
  {
    name: '10,000 bad requests',
    run: async (world) => {
      const { ingest_url } = await subscribe(world, 'key', PATH);
      const { url } = world.relay;
      const statuses = new Map<number, number>();
      const kinds = [
        () => fetch(`${url}/in/${newId()}`, { method: 'POST', body: receipt() }),
        () =>
          fetch(`${url}/v1/subscriptions`, {
            method: 'POST',
            body: '{',
            headers: { Authorization: 'Bearer x' },
          }),
        () =>
          fetch(`${url}/v1/subscriptions`, {
            method: 'POST',
            headers: { Authorization: 'Bearer bad' },
            body: JSON.stringify({ event: 'receipt', target_url: `${world.receiver.origin}/x` }),
          }),
        () => fetch(`${url}/v1/account`, { headers: { Authorization: `Bearer ${newId()}` } }),
        () => fetch(`${url}/${newId()}`),
      ];
      for (let round = 0; round < 200; round += 1)
        await Promise.all(
          Array.from({ length: 10 }, () => kinds)
            .flat()
            .map(async (request) => {
              const answer = await request();
              await answer.arrayBuffer();
              statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
            }),
        );
      const wrong = [...statuses.keys()].filter((status) => status < 400 || status >= 500);
      must(wrong.length === 0, `bad requests got ${wrong.join(', ')}`);
      const id = newId();
      must((await post(ingest_url, receipt(id))) === 200, 'a good one is refused after them');
      await untilAllCame(world, PATH, [id]);
      return [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');
    },
  },
];
