import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SHORT_TIMES } from '../testing/relay.ts';
import { post, receipt, type StoreKind, startWorld, until, type World } from '../testing/world.ts';

/** Tests of the relay's promises, the same for both stores. */
export const testRelayOn = (store: StoreKind): unknown =>
  describe(`relay on ${store}`, () => {
    let world: World;
    let target = 0;

    beforeAll(async () => {
      world = await startWorld(store, { RELAY_RETRY_SECONDS: '0.5,0.5,0.5' });
    }, 60_000);
    afterAll(() => world.close());

    /** Subscribes a target of its own and gives what it was told. */
    const subscribe = async (key: string, { event = 'receipt', path = '' } = {}) => {
      target += 1;
      const at = path || `/hook/${target}`;
      const { status, body } = await world.relay.subscribe(key, {
        event,
        target_url: `${world.receiver.origin}${at}`,
      });
      expect(status).toBe(201);
      return { ...body, path: at };
    };

    test('gives a new key an account, a registered URL and a secret', async () => {
      const one = await subscribe('new-key');
      expect(one).toMatchObject({
        id: expect.stringMatching(/^sub_[\w-]{32}$/),
        secret: expect.stringMatching(/^whsec_[\w+/]+=*$/),
        account: expect.stringMatching(/^acc_[\w-]{32}$/),
        ingest_url: expect.stringMatching(/\/in\/[\w-]{32}\/receipt$/),
        registered: true,
      });
      expect(world.mobivate.registrations).toContainEqual({
        key: 'new-key',
        event: 'receipt',
        url: one.ingest_url,
      });
      const again = await subscribe('new-key', { path: one.path });
      expect(again).toEqual(one);
      await subscribe('new-key');
      expect(world.mobivate.registrations.filter(({ key }) => key === 'new-key')).toHaveLength(1);
    });

    test('delivers the unchanged, signed body to every subscription of the event', async () => {
      const one = await subscribe('fan-out');
      const other = await subscribe('fan-out');
      const incoming = await subscribe('fan-out', { event: 'incoming' });
      const body = receipt().replace('order-7', 'ünïcode {{x}} 🎂');
      expect(await post(one.ingest_url, body, 'application/json; charset=utf-8')).toBe(200);
      await until('both have it', () =>
        [one, other].every(({ path }) => world.receiver.at(path).length === 1),
      );
      for (const { path, secret } of [one, other]) {
        const [got] = world.receiver.at(path);
        const id = String(got?.headers['webhook-id']);
        const timestamp = Number(got?.headers['webhook-timestamp']);
        const signed = `${id}.${timestamp}.${body}`;
        const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
        expect(got?.body).toBe(body);
        expect(got?.headers).toMatchObject({
          'content-type': 'application/json; charset=utf-8',
          'webhook-attempt': '1',
          'webhook-signature': `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
        });
        expect(Math.abs(Date.now() / 1000 - timestamp)).toBeLessThan(30);
      }
      expect(world.receiver.at(incoming.path)).toEqual([]);
    });

    test('counts one receipt once as JSON, form and XML', async () => {
      const { ingest_url, path } = await subscribe('dedupe');
      const json = receipt('CC22');
      const xml =
        '<deliveryreceipt><created>2026-02-03T04:05:06.000Z</created><deliveryMessageId>CC22</deliveryMessageId><status>DELIVERED</status><part>1</part><parts>1</parts></deliveryreceipt>';
      const form = 'application/x-www-form-urlencoded';
      for (const [body, type] of [
        [json, 'application/json'],
        [json, 'application/json'],
        [`xml=${encodeURIComponent(xml)}`, form],
        [xml, 'text/xml'],
        [xml.replace('<part>1<', '<part>2<'), 'text/xml'],
        [json.replace('DELIVERED', 'EXPIRED'), 'application/json'],
      ] as const)
        expect(await post(ingest_url, body, type)).toBe(200);
      await until('three came', () => world.receiver.at(path).length === 3);
      await until('nothing waits', async () => (await world.relay.metric('relay_on_the_way')) === 0);
      expect(world.receiver.at(path)).toHaveLength(3);
    });

    test.concurrent('retries a failure by the schedule with the same id, marks it dead, and redelivers it by command', async () => {
      const { ingest_url, path } = await subscribe('retries');
      world.receiver.reply(path, 500);
      await post(ingest_url, receipt());
      await until('four tries were made', () => world.receiver.at(path).length === 4);
      const tries = world.receiver.at(path);
      const id = String(tries[0]?.headers['webhook-id']);
      expect(tries.map(({ headers }) => headers['webhook-id'])).toEqual([id, id, id, id]);
      expect(tries.map(({ headers }) => headers['webhook-attempt'])).toEqual(['1', '2', '3', '4']);
      for (const [index, { at }] of tries.entries())
        if (index > 0) expect(at - (tries[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(490);
      await until('it is dead', async () => (await world.command('dead')).output.includes(id));
      world.receiver.reply(path, 200);
      expect(await world.command('redeliver', id)).toEqual({ code: 0, output: '1 delivery is due now.\n' });
      await until('it came', () => world.receiver.at(path).length === 5);
      expect(world.receiver.at(path).at(-1)?.headers).toMatchObject({
        'webhook-id': id,
        'webhook-attempt': '5',
      });
    }, 30_000);

    test.concurrent('honours Retry-After on 429, follows no redirect, and ends the subscription on 410', async () => {
      const later = await subscribe('answers');
      const moved = await subscribe('answers');
      const gone = await subscribe('answers');
      world.receiver.reply(later.path, ({ headers }) =>
        headers['webhook-attempt'] === '1' ? { status: 429, headers: { 'Retry-After': '2' } } : 200,
      );
      world.receiver.reply(moved.path, ({ headers }) =>
        headers['webhook-attempt'] === '1' ? { status: 302, headers: { Location: '/elsewhere' } } : 200,
      );
      world.receiver.reply(gone.path, 410);
      await post(later.ingest_url, receipt());
      await until('both came again', () =>
        [later, moved].every(({ path }) => world.receiver.at(path).length === 2),
      );
      const [first, second] = world.receiver.at(later.path);
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1990);
      expect(world.receiver.at('/elsewhere')).toEqual([]);
      const { body } = await world.relay.account('answers');
      expect(body.subscriptions.map(({ id }) => id)).toEqual([later.id, moved.id]);
      await post(later.ingest_url, receipt());
      await until('the others have the next', () => world.receiver.at(moved.path).length === 3);
      expect(world.receiver.at(gone.path)).toHaveLength(1);
    }, 30_000);

    test.concurrent('does not slow a target while another hangs, and sends none more than 25 a second', async () => {
      const hanging = await subscribe('fair');
      const healthy = await subscribe('fair');
      world.receiver.reply(hanging.path, 'hang');
      const since = Date.now();
      for (let index = 0; index < 40; index += 1) await post(healthy.ingest_url, receipt());
      await until('the healthy one has all', () => world.receiver.at(healthy.path).length === 40);
      expect(Date.now() - since).toBeLessThan(9000);
      const times = world.receiver.at(healthy.path).map(({ at }) => at);
      for (const start of times)
        expect(times.filter((at) => at >= start && at < start + 1000).length).toBeLessThanOrEqual(25);
      expect(world.receiver.at(hanging.path).length).toBeLessThanOrEqual(4);
      await world.relay.metric('relay_pending');
      expect(
        await fetch(`${world.relay.url}/v1/subscriptions/${hanging.id}`, { method: 'DELETE' }),
      ).toMatchObject({ status: 204 });
    }, 30_000);

    test('loses no event answered with 200 when killed under load', async () => {
      const { ingest_url, path } = await subscribe('killed');
      // With a short lease, what a killed relay had claimed is free soon.
      const startAnew = () => world.start({}, { imports: [SHORT_TIMES] });
      await world.relay.end('SIGTERM');
      await startAnew();
      const answered: string[] = [];
      for (let kill = 0; kill < 2; kill += 1) {
        const url = new URL(new URL(ingest_url).pathname, world.relay.url).href;
        const load = Array.from({ length: 40 }, async (_, index) => {
          const id = `DD${kill}${String(index).padStart(4, '0')}`;
          const status = await post(url, receipt(id)).catch(() => 0);
          if (status === 200) answered.push(id);
          if (index === 20) await world.relay.end('SIGKILL');
        });
        await Promise.all(load);
        await startAnew();
      }
      expect(answered.length).toBeGreaterThan(0);
      const missing = (): string[] => {
        const came = world.receiver.at(path).map(({ body }) => JSON.parse(body).deliveryMessageId);
        return answered.filter((id) => !came.includes(id));
      };
      await until('all have come', () => missing().length === 0, 60);
    }, 90_000);

    test('adds a changed key to its account and keeps the old key working', async () => {
      const old = await subscribe('old-key');
      const { status, body } = await world.relay.subscribe('next-key', {
        event: 'receipt',
        target_url: `${world.receiver.origin}/next`,
        account: old.account,
      });
      expect(status).toBe(201);
      expect(body).toMatchObject({ account: old.account, ingest_url: old.ingest_url });
      expect((await world.relay.account('old-key')).body.subscriptions).toHaveLength(2);
      expect((await world.relay.account('next-key')).body.account).toBe(old.account);
    });

    test('refuses bad requests with a sentence and changes nothing', async () => {
      const target_url = `${world.receiver.origin}/refused`;
      await subscribe('known');
      const cases: readonly (readonly [string, object, number])[] = [
        ['bad', { event: 'receipt', target_url }, 401],
        ['', { event: 'receipt', target_url }, 401],
        ['refused', { event: 'receipt', target_url: 'https://example.com/x' }, 403],
        ['refused', { event: 'receipt', target_url: target_url.replace('//', '//me:pw@') }, 403],
        ['refused', { event: 'receipt', target_url: 'nonsense' }, 422],
        ['refused', { event: 'other', target_url }, 422],
        ['refused', { event: 'receipt' }, 422],
        ['refused', { event: 'receipt', target_url, account: 'acc_00000000000000000000000000000000' }, 422],
        ['known', { event: 'receipt', target_url, account: 'acc_00000000000000000000000000000000' }, 422],
        ['refused', { event: 'receipt', target_url, domain: '10.0.0.1' }, 422],
        ['v-refused', { event: 'click', target_url }, 422],
      ];
      for (const [key, body, status] of cases) {
        const answer = await world.relay.subscribe(key, body);
        expect([body, answer.status]).toEqual([body, status]);
        expect(answer.body.error).toMatch(/^[^{}]+\.$/);
      }
      world.mobivate.fail(500);
      expect((await world.relay.subscribe('refused', { event: 'receipt', target_url })).status).toBe(502);
      world.mobivate.fail(null);
      expect((await world.relay.account('refused')).status).toBe(401);
      expect((await world.relay.account('bad')).status).toBe(401);
    });

    test('gives a Vortex key an account without a registration', async () => {
      const one = await subscribe('v-key');
      expect(one.registered).toBe(false);
      expect(world.mobivate.registrations.filter(({ key }) => key === 'v-key')).toEqual([]);
      expect(await post(one.ingest_url.replace('/receipt', ''), receipt())).toBe(200);
      await until('it came', () => world.receiver.at(one.path).length === 1);
    });

    test('answers 4xx to unknown tokens, unknown events, large bodies and other methods', async () => {
      const { ingest_url } = await subscribe('ingest');
      expect(await post(ingest_url.replace(/in\/./, 'in/~'), receipt())).toBe(404);
      expect(await post(`${ingest_url}x`, receipt())).toBe(404);
      expect(await post(ingest_url.replace(/in\/.*/, 'in/%00'), receipt())).toBe(404);
      expect(await post(ingest_url, 'x'.repeat(1024 * 1024 + 1))).toBe(413);
      expect(await post(ingest_url, 'x'.repeat(1024 * 1024))).toBe(200);
      expect((await fetch(ingest_url)).status).toBe(405);
    });

    test('logs JSON lines without personal data', async () => {
      const { ingest_url, path, id } = await subscribe('logged-key');
      world.receiver.reply(path, 500);
      const body = JSON.stringify({ id: '1', originator: '447700900123', body: 'a secret text' });
      await post(ingest_url, body);
      await until('it failed', () => world.relay.logs().includes('target fails'));
      const logs = world.relay.logs();
      const token = ingest_url.split('/')[4] ?? '';
      for (const word of ['447700900123', 'secret text', 'logged-key', id, token, path])
        expect(logs).not.toContain(word);
      for (const line of logs.trim().split('\n'))
        expect(JSON.parse(line)).toMatchObject({ msg: expect.any(String) });
    });

    test('finishes deliveries on the way and exits with 0 on SIGTERM', async () => {
      const { ingest_url, path } = await subscribe('ending');
      world.receiver.reply(path, async () => {
        await new Promise((resolve) => setTimeout(resolve, 1000));
        return 200;
      });
      await post(ingest_url, receipt());
      await until('it is on the way', () => world.receiver.at(path).length === 1);
      expect(await world.relay.end('SIGTERM')).toBe(0);
      await world.start();
      await until('nothing is pending', async () => {
        const { body } = await world.relay.account('ending');
        return body.subscriptions[0]?.pending === 0;
      });
      expect(world.receiver.at(path)).toHaveLength(1);
    }, 30_000);
  });
