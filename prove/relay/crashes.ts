import {
  at,
  type Case,
  fileHere,
  must,
  newId,
  post,
  receipt,
  startLoad,
  subscribe,
  until,
  untilAllCame,
  type World,
} from './tools.ts';

const PATH = '/hook';

/** Posts an event to a relay that kills itself at the given moment, then starts another on the same data. */
const crashAt = async (world: World, moment: string) => {
  const { ingest_url } = await subscribe(world, 'key', PATH);
  await world.relay.end('SIGTERM');
  const doomed = await world.start({ CRASH_AT: moment }, { imports: [fileHere('crash.mjs')] });
  const id = newId();
  const status = await post(at(doomed, ingest_url), receipt(id)).catch(() => 0);
  await until('the relay was killed', () => doomed.process.signalCode === 'SIGKILL', 20);
  await world.start();
  return { id, status, ingest_url };
};

const tries = (world: World): string[] =>
  world.receiver.at(PATH).map(({ headers }) => `${headers['webhook-id']} ${headers['webhook-attempt']}`);

export const crashes: readonly Case[] = [
  {
    name: 'kill -9 before the commit',
    run: async (world) => {
      const { id, status, ingest_url } = await crashAt(world, 'before-commit');
      must(status !== 200, 'an event that was not stored was answered with 200');
      must((await post(at(world.relay, ingest_url), receipt(id))) === 200, 'it is not taken again');
      await untilAllCame(world, PATH, [id]);
      must(world.receiver.at(PATH).length === 1, `it came ${world.receiver.at(PATH).length} times`);
      return 'not answered, and taken when it comes again';
    },
  },
  {
    name: 'kill -9 between commit and 200',
    run: async (world) => {
      const { id, status } = await crashAt(world, 'after-commit');
      must(status !== 200, 'the relay was to be killed before the answer');
      await untilAllCame(world, PATH, [id]);
      return 'not answered, and still delivered';
    },
  },
  {
    name: 'kill -9 between 200 and delivery',
    run: async (world) => {
      const { id, status } = await crashAt(world, 'before-delivery');
      must(status === 200, `it was answered with ${status}`);
      await untilAllCame(world, PATH, [id]);
      return 'delivered after the restart';
    },
  },
  {
    name: "kill -9 between the target's 200 and the note",
    run: async (world) => {
      const { status } = await crashAt(world, 'before-note');
      must(status === 200, `it was answered with ${status}`);
      await until('it came again', () => tries(world).length === 2, 60);
      const [first = '', second = ''] = tries(world);
      must(first.replace(/1$/, '2') === second, `the tries were ${first} and ${second}`);
      return 'came again, with the same webhook-id and attempt 2';
    },
  },
  {
    name: 'kill -9 four times under load',
    run: async (world) => {
      const { ingest_url } = await subscribe(world, 'key', PATH);
      const load = startLoad(() => at(world.relay, ingest_url));
      for (let kill = 0; kill < 4; kill += 1) {
        const { length } = load.answered;
        await until('there is load', () => load.answered.length > length + 60);
        await world.relay.end('SIGKILL');
        await world.start();
      }
      await load.stop();
      await untilAllCame(world, PATH, load.answered, 240);
      const repeated = world.receiver.at(PATH).length - load.answered.length;
      return `${load.answered.length} answered, all delivered, ${repeated} more than once or unanswered`;
    },
  },
  {
    name: 'Postgres stopped in the middle of load, and back',
    stores: ['postgres'],
    run: async (world) => {
      const { ingest_url } = await subscribe(world, 'key', PATH);
      const load = startLoad(() => at(world.relay, ingest_url));
      for (let stop = 0; stop < 2; stop += 1) {
        const { length } = load.answered;
        await until('there is load', () => load.answered.length > length + 60);
        await world.postgres?.stop();
        const ready = await fetch(`${world.relay.url}/readyz`);
        must(ready.status === 503, `/readyz gave ${ready.status} without a store`);
        await new Promise((resolve) => setTimeout(resolve, 2000));
        await world.postgres?.start();
      }
      const { length } = load.answered;
      await until('events are taken again', () => load.answered.length > length + 10);
      await load.stop();
      const other = [...load.statuses.keys()].filter((status) => status !== 200 && status !== 503);
      must(other.length === 0, `events were answered with ${other.join(', ')}`);
      await untilAllCame(world, PATH, load.answered, 240);
      return `${load.answered.length} answered and delivered, ${load.statuses.get(503) ?? 0} refused with 503`;
    },
  },
  {
    name: 'disk full, and space again',
    stores: ['sqlite'],
    run: async (world) => {
      const { ingest_url } = await subscribe(world, 'key', PATH);
      world.receiver.reply(PATH, 500);
      await world.relay.end('SIGTERM');
      // Writes beyond the limit fail like on a full disk. The signal that this sends is ignored.
      const limited = ['sh', '-c', `trap '' XFSZ; ulimit -S -f 4000; exec "$0" "$@"`, process.execPath];
      const relay = await world.start({}, { command: limited });
      const answered: string[] = [];
      let refused = 0;
      const filler = 'x'.repeat(60_000);
      for (let index = 0; index < 200 && refused < 5; index += 1) {
        const id = newId();
        const body = JSON.stringify({ ...JSON.parse(receipt(id)), filler });
        const status = await post(at(relay, ingest_url), body);
        if (status === 200) answered.push(id);
        else refused += status === 503 ? 1 : 100;
      }
      must(refused === 5, `${refused} were refused with 503`);
      must((await fetch(`${relay.url}/healthz`)).status === 200, 'the relay is gone');
      await relay.end('SIGKILL');
      world.receiver.reply(PATH, 200);
      const roomy = await world.start();
      must((await post(at(roomy, ingest_url), receipt())) === 200, 'nothing is taken with space again');
      await untilAllCame(world, PATH, answered);
      return `${answered.length} answered and delivered, then 503`;
    },
  },
];
