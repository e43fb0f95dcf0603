import { rmSync } from 'node:fs';
import { type Measured, probe, type Task } from './probe.ts';
import { profile, type Spent } from './profile.ts';
import type { Subject } from './subject.ts';
import { type Built, buildEmpty, buildOwn } from './zips.ts';

/** A row of the table. `holds` is set if the row has a bound. */
export interface Row {
  readonly what: string;
  readonly empty: string;
  readonly own: string;
  readonly difference: string;
  readonly bound?: string;
  readonly holds?: boolean;
}

const CALLS = 300;

const median = (values: number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;

interface Pair {
  readonly empty: Measured;
  readonly own: Measured;
}

/** Alternates between both apps, so that machine load affects them equally. */
const measurePairs = async (
  runs: number,
  apps: { empty: Built; own: Built },
  tasks: { empty: Task; own: Task },
  env: Record<string, string>,
): Promise<Pair[]> => {
  const pairs: Pair[] = [];
  for (let run = 0; run < runs; run += 1) {
    const empty = await probe(apps.empty.folder, tasks.empty, env);
    pairs.push({ empty, own: await probe(apps.own.folder, tasks.own, env) });
  }
  return pairs;
};

type Quantity = (measured: Measured) => number;

const compare = (pairs: Pair[], quantity: Quantity) => {
  const empty = median(pairs.map((pair) => quantity(pair.empty)));
  const own = median(pairs.map((pair) => quantity(pair.own)));
  // The median of the paired differences ignores a pair that was slowed down.
  return { empty, own, difference: median(pairs.map((pair) => quantity(pair.own) - quantity(pair.empty))) };
};

const LOAD: Quantity = ({ load }) => load;
const FIRST: Quantity = ({ first }) => first;
const WARM: Quantity = ({ warm }) => warm;
const ANSWER: Quantity = ({ load, first }) => load + first;

const inMilliseconds = (what: string, pairs: Pair[], quantity: Quantity, bound?: number): Row => {
  const { empty, own, difference } = compare(pairs, quantity);
  return {
    what,
    empty: `${empty.toFixed(2)} ms`,
    own: `${own.toFixed(2)} ms`,
    difference: `${difference >= 0 ? '+' : ''}${difference.toFixed(2)} ms`,
    ...(bound !== undefined && { bound: `+${bound} ms`, holds: difference <= bound }),
  };
};

const inPercent = (
  what: string,
  empty: number,
  own: number,
  bound: number,
  unit: string,
  digits: number,
): Row => {
  const percent = (own / empty - 1) * 100;
  return {
    what,
    empty: `${empty.toFixed(digits)} ${unit}`,
    own: `${own.toFixed(digits)} ${unit}`,
    difference: `${percent >= 0 ? '+' : ''}${percent.toFixed(1)} %`,
    bound: `+${bound} %`,
    holds: percent <= bound,
  };
};

const inMegabytes = (what: string, pairs: Pair[], bound: number): Row => {
  const { empty, own } = compare(pairs, ({ rss }) => rss);
  return inPercent(what, empty, own, bound, 'MB', 1);
};

const heldRow = (pairs: Pair[]): Row => {
  const { empty, own, difference } = compare(pairs, ({ held }) => held);
  return {
    what: 'of it held after a garbage collection',
    empty: `${empty.toFixed(1)} MB`,
    own: `${own.toFixed(1)} MB`,
    difference: `+${difference.toFixed(1)} MB`,
  };
};

/** Compares an app with an empty app over `runs` runs, each from the zip that Zapier would get. */
export const besideEmpty = async (
  subject: Subject,
  runs: number,
): Promise<{ rows: Row[]; own: Built; spent: { empty: Spent; own: Spent } }> => {
  const apps = { empty: await buildEmpty(), own: await buildOwn(subject.app) };
  const { env, authData, request, close } = await subject.startGateway();
  const ownTask = (work: typeof subject.idle): Task => ({ ...work, authData, calls: CALLS });
  const emptyTask = (key: string, inputData: object): Task => ({
    method: `creates.${key}.operation.perform`,
    inputData,
    authData: {},
    calls: CALLS,
  });
  const idle = await measurePairs(
    runs,
    apps,
    { empty: emptyTask('nothing', {}), own: ownTask(subject.idle) },
    env,
  );
  const send = { empty: emptyTask('post', request), own: ownTask(subject.sending) };
  const sending = await measurePairs(runs, apps, send, env);
  const spent = {
    empty: await profile(apps.empty.folder, send.empty, env),
    own: await profile(apps.own.folder, send.own, env),
  };
  await close();
  rmSync(apps.empty.folder, { recursive: true, force: true });
  return {
    own: apps.own,
    spent,
    rows: [
      inMilliseconds('load', [...idle, ...sending], LOAD, 10),
      inMilliseconds('first call, no request', idle, FIRST),
      inMilliseconds('first call, one request', sending, FIRST),
      inMilliseconds('cold start to the first answer', sending, ANSWER),
      inMilliseconds('warm call, no request', idle, WARM, 1.5),
      inMilliseconds('warm call, one request', sending, WARM, 1.5),
      inMegabytes(`memory after ${CALLS} calls, no request`, idle, 10),
      inMegabytes(`memory after ${CALLS} calls, one request each`, sending, 12),
      heldRow(sending),
      inPercent('build.zip', apps.empty.bytes / 1000, apps.own.bytes / 1000, 5, 'kB', 1),
    ],
  };
};
