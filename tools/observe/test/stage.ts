import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { Connection, Gateway } from '../gateway.ts';
import { type Listener, listen } from '../listener.ts';
import type { Patience } from '../network.ts';
import { type Recording, recordingOf } from '../recording.ts';
import { type Circumstances, observe, type Report } from '../run.ts';
import { Traces } from '../traces.ts';

/** A gateway's sandbox with some traffic. */
export interface Stage {
  readonly gateway: Gateway;
  /** The environment of a run against it. */
  readonly env: Readonly<Record<string, string>>;
  /** The state of the account, which a run must not change. */
  readonly state: () => unknown;
  /** Simulates what people do while a run waits: they reply, and open a link. */
  readonly stir: () => void;
  readonly close: () => Promise<void>;
}

/** What a run is allowed to do, and what happens to it. */
export interface Play {
  readonly change?: boolean;
  readonly recipient?: string;
  readonly listen?: boolean;
  readonly given?: Readonly<Record<string, string>>;
  readonly stop?: AbortSignal;
  readonly waitMs?: number;
  /** The file for traces. Defaults to a new file. */
  readonly file?: string;
  readonly tell?: (line: string) => void;
  /** What happens during the wait, instead of the stage's own events. */
  readonly stir?: () => void;
}

const QUICK: Patience = { answer: 2_000, again: 5, retryAfter: 10 };

/** The connection of a run with this environment. */
export const connectionOf = ({ gateway, env }: Stage): Promise<Connection> =>
  gateway.connect({
    secret: async (variable) => env[variable] ?? '',
    maybe: (variable) => env[variable],
  });

let mark = 0;

/** The result of a run, and its recording. */
export interface Played extends Report {
  readonly words: Readonly<Record<string, string>>;
  readonly seen: Readonly<Record<string, string>>;
  readonly recording: () => Recording;
  readonly connection: Connection;
}

const listenerFor = async ({ listen: isWanted }: Play, name: string): Promise<Listener | null> => {
  if (!isWanted) return null;
  const probe = await import('node:net').then(
    ({ createServer }) =>
      new Promise<number>((resolve) => {
        const server = createServer().listen(0, () => {
          const address = server.address();
          const port = typeof address === 'object' && address ? address.port : 0;
          server.close(() => resolve(port));
        });
      }),
  );
  return listen(`http://127.0.0.1:${probe}`, probe, name);
};

/** Observes the stage's gateway. */
export const play = async (stage: Stage, given: Play = {}): Promise<Played> => {
  const opened = await connectionOf(stage);
  const connection = { ...opened, given: { ...opened.given, ...given.given } };
  mark += 1;
  const name = `obs${process.pid}x${mark}`;
  const listener = await listenerFor(given, name);
  const recipient = given.recipient ?? null;
  const circumstances: Circumstances = {
    traces: new Traces(given.file ?? `${tmpdir()}/observe-${randomUUID()}.json`),
    patience: QUICK,
    stop: given.stop ?? new AbortController().signal,
    mark: name,
    settleMs: 1_000,
    waitMs: given.waitMs ?? 5_000,
    tell: (line) => {
      if (line.startsWith('Waiting')) (given.stir ?? stage.stir)();
      given.tell?.(line);
    },
    permission: { change: given.change ?? false, recipient, listener },
  };
  try {
    const report = await observe(stage.gateway, connection, circumstances);
    const { findings } = report;
    return {
      ...report,
      connection,
      words: Object.fromEntries(findings.map(({ claim, word }) => [claim.id, word])),
      seen: Object.fromEntries(findings.map(({ claim, seen }) => [claim.id, seen])),
      recording: () =>
        recordingOf({
          gateway: stage.gateway.name,
          platform: connection.platform,
          modes: { change: given.change ?? false, send: recipient !== null, listen: listener !== null },
          exchanges: report.exchanges,
          arrivals: listener?.all ?? [],
          heard: report.heard,
          secrets: connection.secrets,
          day: '2024-02-03',
        }),
    };
  } finally {
    await listener?.close();
  }
};

/** The claims with a verdict. */
export const claimsThat = ({ words }: Played, word: string): string[] =>
  Object.keys(words).filter((id) => words[id] === word);
