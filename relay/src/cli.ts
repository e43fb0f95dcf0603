import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Config, readConfig } from './config.ts';
import { createIdentity, readWebhookId, webhookId } from './identity.ts';
import { startRelay } from './service.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';

const HELP = `npm run relay                     run the relay
npm run relay -- dead             list deliveries that have no try left
npm run relay -- redeliver ID     send a delivery again, by its webhook-id; "all" for all dead ones
npm run relay -- token            print the admin token of the status page
npm run relay -- move             copy RELAY_DATA into the empty Postgres that DATABASE_URL names
The settings are environment variables; docs/relay.md lists them.`;

/** Milliseconds after which the process ends even if the store hangs. */
const STOP_TIME = 9800;

const withStore = async (config: Config, work: (store: Store) => Promise<number>): Promise<number> => {
  const store = await openStore(config, createIdentity(config.secret), { exclusive: false });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};

const listDead = (config: Config): Promise<number> =>
  withStore(config, async (store) => {
    const dead = await store.dead(1000);
    for (const delivery of dead)
      console.log(
        [
          webhookId(delivery),
          delivery.kind,
          new Date(delivery.dead_at).toISOString(),
          `${delivery.attempt} tries`,
          `${new URL(delivery.url).origin} ${delivery.error ?? ''}`,
        ].join('  '),
      );
    console.log(dead.length === 0 ? 'No delivery is dead.' : `${dead.length} dead.`);
    return 0;
  });

const redeliver = async (config: Config, id: string | undefined): Promise<number> => {
  const delivery = id === undefined || id === 'all' ? null : readWebhookId(id);
  if (id === undefined || (id !== 'all' && delivery === null)) {
    console.error(
      'Give the webhook-id of a delivery, such as msg_0193…_7 ("npm run relay -- dead" lists them), or "all".',
    );
    return 1;
  }
  return withStore(config, async (store) => {
    const count = await store.redeliver(delivery);
    if (count === 0 && delivery) {
      console.error(
        `No delivery ${id}: it was delivered, is on its way just now, or was deleted after seven days.`,
      );
      return 1;
    }
    console.log(count === 1 ? '1 delivery is due now.' : `${count} deliveries are due now.`);
    return 0;
  });
};

/** Resolves at SIGINT or SIGTERM. */
const asked = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    // If npm is killed, it does not pass the signal on.
    if (process.env.npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    const timer = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(timer);
      resolve();
    }, 500);
    timer.unref();
  });

const serve = async (config: Config): Promise<number> => {
  const end = asked();
  const relay = await startRelay(config);
  await end;
  await Promise.race([relay.stop(), setTimeout(STOP_TIME)]);
  return process.exit(0);
};

const perform = async (command: string | undefined, id: string | undefined): Promise<number> => {
  const config = readConfig(process.env);
  switch (command) {
    case undefined:
    case 'serve':
      return serve(config);
    case 'dead':
      return listDead(config);
    case 'redeliver':
      return redeliver(config, id);
    case 'token':
      console.log(createIdentity(config.secret).adminToken);
      return 0;
    case 'move': {
      const { moveToPostgres } = await import('./store/move.ts');
      const rows = await moveToPostgres(config, createIdentity(config.secret));
      console.log(`Moved ${rows} rows. Start the relay with the same settings.`);
      return 0;
    }
    default:
      console.error(HELP);
      return command === 'help' ? 0 : 1;
  }
};

/** @returns the exit code */
export const run = async (args: string[]): Promise<number> => {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    strict: false,
    options: { help: { type: 'boolean', short: 'h' } },
  });
  try {
    return await perform(values.help ? 'help' : positionals[0], positionals[1]);
  } catch (error) {
    console.error(error instanceof Error ? error.message : 'The relay could not start.');
    return 1;
  }
};
