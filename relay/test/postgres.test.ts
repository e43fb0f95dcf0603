import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../testing/postgres.ts';
import { runCommand, SHORT_TIMES } from '../testing/relay.ts';
import { post, receipt, startWorld, until } from '../testing/world.ts';
import { testRelayOn } from './promises.ts';

testRelayOn('postgres');

test('moves accounts, subscriptions and pending deliveries from SQLite to Postgres', async () => {
  const world = await startWorld('sqlite', {}, [SHORT_TIMES]);
  const postgres = await startPostgres();
  const move = (environment: Readonly<Record<string, string>>) =>
    runCommand(['move'], environment, [SHORT_TIMES]);
  try {
    world.receiver.reply('/', 500);
    const { body } = await world.relay.subscribe('moving', {
      event: 'receipt',
      target_url: `${world.receiver.origin}/moving`,
    });
    await post(body.ingest_url, receipt('MOVED'));
    await until('it was tried', () => world.receiver.at('/moving').length > 0);
    const secret = readFileSync(join(world.environment.RELAY_DATA ?? '', 'secret'), 'utf8').trim();
    const environment = { ...world.environment, DATABASE_URL: postgres.url, RELAY_SECRET: secret };
    expect((await move(environment)).output).toContain('Another relay uses');
    await world.relay.end('SIGTERM');
    expect(await move(environment)).toMatchObject({ code: 0 });
    expect((await move(environment)).output).toContain('Use an empty one');
    world.receiver.reply('/', 200);
    const relay = await world.start({ DATABASE_URL: postgres.url, RELAY_SECRET: secret });
    const again = await relay.subscribe('moving', {
      event: 'receipt',
      target_url: `${world.receiver.origin}/moving`,
    });
    expect(again.body).toMatchObject({ id: body.id, secret: body.secret, account: body.account });
    await relay.subscribe('moving', { event: 'receipt', target_url: `${world.receiver.origin}/new` });
    await until('it came', () => world.receiver.at('/moving').length > 1);
    expect(world.receiver.at('/moving').at(-1)?.body).toContain('MOVED');
  } finally {
    await world.close();
    await postgres.remove();
  }
}, 60_000);
