import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { probe, type Task } from './probe.ts';

/** Node's CPU profile. `timeDeltas` and `startTime` are microseconds. */
const cpuProfile = v.object({
  nodes: v.array(
    v.object({
      id: v.number(),
      callFrame: v.object({ functionName: v.string(), url: v.string() }),
      children: v.optional(v.array(v.number()), []),
    }),
  ),
  startTime: v.number(),
  samples: v.array(v.number()),
  timeDeltas: v.array(v.number()),
});

type CpuProfile = v.InferOutput<typeof cpuProfile>;

const WAITING = 'waiting for the gateway';
const REST = 'the rest of the core and of Node';

/** The part that a frame of the stack ("function file") belongs to. The innermost matching frame decides. */
const PARTS: readonly (readonly [part: string, frame: RegExp])[] = [
  [WAITING, /^\(idle\)/],
  ['garbage collection', /^\(garbage collector\)/],
  ['loading the core', /node:internal\/modules\/cjs|zapier-platform-schema|jsonschema/],
  ['loading the app', /node:internal\/modules\/esm/],
  [
    'opening and closing connections',
    /^(internalConnect|afterConnect|close|connect|lookup\w*) (node:net|node:dns|$)/,
  ],
  ['core: copying and freezing the definition', /core\/src\/(create-app|tools\/schema(-tools)?)\.js/],
  ['core: logging, and censoring the log', /core\/src\/tools\/create-logger|secret-scrubber|log-response/],
  ['core: reading the memory of the process', /core\/src\/tools\/memory-checker/],
  ['making requests', /node-fetch|node:_http|node:http|core\/src\/tools\/(request|fetch)/],
  ['the app', /^(?!.*node_modules).*\/dist\//],
];

const partNames = [...PARTS.map(([part]) => part), REST];

/** The part that each node of a profile belongs to. */
const partsOf = ({ nodes }: CpuProfile): Map<number, string> => {
  const parts = new Map<number, string>();
  // Parents come before their children.
  for (const { id, callFrame, children } of nodes) {
    const frame = `${callFrame.functionName} ${callFrame.url}`;
    const part = PARTS.find(([, matches]) => matches.test(frame))?.[0] ?? parts.get(id) ?? REST;
    parts.set(id, part);
    for (const child of children) parts.set(child, part);
  }
  return parts;
};

/** Milliseconds per part: until the first result, and in each later call. */
export interface Spent {
  readonly cold: ReadonlyMap<string, number>;
  readonly warm: ReadonlyMap<string, number>;
}

/** Profiles a task on the app in `folder`, an unpacked zip. Profiling makes calls slower. */
export const profile = async (
  folder: string,
  task: Task,
  env: Readonly<Record<string, string>>,
): Promise<Spent> => {
  const output = mkdtempSync(join(tmpdir(), 'profile-'));
  const flags = ['--cpu-prof', `--cpu-prof-dir=${output}`, '--cpu-prof-interval=200'];
  const { marks } = await probe(folder, task, env, flags);
  const taken = v.parse(
    cpuProfile,
    JSON.parse(readFileSync(join(output, readdirSync(output)[0] ?? ''), 'utf8')),
  );
  rmSync(output, { recursive: true });
  const parts = partsOf(taken);
  const cold = new Map<string, number>();
  const warm = new Map<string, number>();
  let now = taken.startTime;
  for (const [index, node] of taken.samples.entries()) {
    const took = taken.timeDeltas[index] ?? 0;
    now += took;
    const [spent, calls] = now <= marks.first ? [cold, 1] : [warm, task.calls - 1];
    const part = parts.get(node) ?? REST;
    if (now <= marks.end) spent.set(part, (spent.get(part) ?? 0) + took / 1000 / calls);
  }
  return { cold, warm };
};

const inMilliseconds = (value: number): string => value.toFixed(2);

/** The table rows: the parts of an empty app's time, and of the app's own. */
export const profileRows = (
  empty: ReadonlyMap<string, number>,
  own: ReadonlyMap<string, number>,
): string[][] => {
  const row = (what: string, before: number, after: number) => [
    what,
    inMilliseconds(before),
    inMilliseconds(after),
    `${after >= before ? '+' : ''}${inMilliseconds(after - before)}`,
  ];
  const sum = (spent: ReadonlyMap<string, number>) =>
    [...spent].reduce((total, [part, took]) => (part === WAITING ? total : total + took), 0);
  return [
    ...partNames.map((part) => row(part, empty.get(part) ?? 0, own.get(part) ?? 0)),
    row('all but the waiting', sum(empty), sum(own)),
  ];
};
