import { type Claim, NotTried, Unclear, type Verdict } from './claim.ts';
import type { Ask, Connection, Gateway } from './gateway.ts';
import type { Listener } from './listener.ts';
import { Look, type Probed, type Scene } from './look.ts';
import { askPatiently, Disturbed, type Patience, pauseFor, Stopped } from './network.ts';
import type { Trace, Traces } from './traces.ts';

/** A claim with its verdict in a run. */
export interface Finding extends Verdict {
  readonly claim: Claim;
}

/** What the person has allowed. */
export interface Permission {
  readonly change: boolean;
  /** The number to send to, digits only. */
  readonly recipient: string | null;
  readonly listener: Listener | null;
}

export interface Circumstances {
  readonly permission: Permission;
  readonly traces: Traces;
  readonly patience: Patience;
  readonly stop: AbortSignal;
  readonly mark: string;
  readonly settleMs: number;
  /** The longest time to wait for replies, receipts, and clicks. */
  readonly waitMs: number;
  readonly tell: (line: string) => void;
}

/** The result of a run. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly exchanges: readonly Probed[];
  /** The claims that deliveries decided, by the name of their URL. */
  readonly heard: ReadonlyMap<string, ReadonlySet<string>>;
  /** The traces that could not be removed. */
  readonly left: readonly Trace[];
  readonly sent: number;
  readonly isStopped: boolean;
}

/** The claims about a platform, in the order of their checks. */
export const claimsOf = (gateway: Gateway, platform: string): readonly Claim[] =>
  gateway.chapters
    .filter(({ platforms }) => platforms.includes(platform))
    .flatMap(({ claims }) => claims)
    .toSorted((one, other) => ORDER.indexOf(one.by) - ORDER.indexOf(other.by));

const ORDER: readonly Claim['by'][] = ['reading', 'change', 'send', 'listen', 'nothing'];

const NEEDS = { change: '--change', send: '--send', listen: '--listen' } as const;

const judgeOnce = async (look: Look, claim: Claim): Promise<Verdict> => {
  if (claim.by === 'nothing') return { word: 'not tried', seen: claim.how };
  look.claim = claim.id;
  try {
    return await claim.check(look);
  } catch (error) {
    if (error instanceof Stopped) return { word: 'not tried', seen: 'the run was stopped' };
    if (error instanceof NotTried) return { word: 'not tried', seen: error.message };
    if (error instanceof Unclear || error instanceof Disturbed)
      return { word: 'unclear', seen: error.message };
    // A check that fails on a response must not end the others.
    return {
      word: 'unclear',
      seen: `the check failed: ${error instanceof Error ? error.message : 'unexpectedly'}`,
    };
  }
};

const isAllowed = ({ by }: Claim, { change, recipient, listener }: Permission): boolean =>
  ({ reading: true, nothing: true, change, send: recipient !== null, listen: listener !== null })[by];

const MAKES_SURE: readonly Claim['by'][] = ['reading', 'change'];

const REMOVAL_TRIES = 5;

/** Removes a trace. Tries again after a disturbance. */
const removal =
  ({ remove }: Connection, ask: Ask, { patience }: Circumstances) =>
  async ({ kind, mark }: Trace): Promise<void> => {
    for (let tried = 1; ; tried += 1) {
      try {
        await remove[kind]?.(ask, mark);
        return;
      } catch (error) {
        if (tried >= REMOVAL_TRIES) throw error;
        await pauseFor(patience.again * 2 ** tried);
      }
    }
  };

const sceneOf = (connection: Connection, circumstances: Circumstances): Scene => {
  const { permission, ...rest } = circumstances;
  return {
    ...rest,
    route: connection.route,
    nobody: connection.nobody(),
    recipient: permission.recipient,
    listener: permission.listener,
    may: { change: permission.change },
    given: connection.given,
    sent: { count: 0 },
  };
};

/**
 * Checks every allowed claim about the connection's platform. A claim is refuted by reading or by a change
 * only if a second look agrees. Whatever happens, everything that was created is removed at the end.
 */
export const observe = async (
  gateway: Gateway,
  connection: Connection,
  circumstances: Circumstances,
): Promise<Report> => {
  const { permission, traces, patience, stop, tell, waitMs } = circumstances;
  const ask: Ask = async (wish) =>
    (await askPatiently(connection.route, { ...wish, reads: true }, patience)).answer;
  const scene = sceneOf(connection, circumstances);
  const first = new Look(scene);
  const findings: Finding[] = [];
  const second = new Look({ ...scene, nobody: connection.nobody() });
  const claims = claimsOf(gateway, connection.platform);
  const note = (claim: Claim, verdict: Verdict) => {
    findings.push({ claim, ...verdict });
    tell(`${String(findings.length).padStart(3)}/${claims.length}  ${verdict.word.padEnd(9)}  ${claim.id}`);
  };
  const judgeTwice = async (claim: Claim): Promise<Verdict> => {
    const verdict = await judgeOnce(first, claim);
    if (verdict.word !== 'refuted' || !MAKES_SURE.includes(claim.by)) return verdict;
    const again = await judgeOnce(second, claim);
    if (again.word === 'refuted') return again;
    return { word: 'unclear', seen: `once ${verdict.seen}, then ${again.seen}` };
  };
  try {
    let hasWaited = false;
    let isRegistered = false;
    for (const claim of claims) {
      if ((claim.by === 'send' || claim.by === 'listen') && permission.listener && !isRegistered) {
        isRegistered = true;
        await registered(connection, first, tell);
      }
      if (claim.by === 'listen' && permission.listener && !hasWaited) {
        hasWaited = true;
        await waitFor(permission.listener, () => connection.awaited(first), waitMs, stop, tell);
      }
      if (stop.aborted) note(claim, { word: 'not tried', seen: 'the run was stopped' });
      else if (!isAllowed(claim, permission))
        note(claim, { word: 'not tried', seen: `needs ${neededFor(claim)}` });
      else note(claim, await judgeTwice(claim));
    }
  } finally {
    if (traces.open.length > 0) tell('Putting everything back …');
    await traces.putBack(removal(connection, ask, circumstances));
  }
  return {
    findings,
    exchanges: [...first.probed, ...second.probed],
    heard: first.heard,
    left: traces.open,
    sent: scene.sent.count,
    isStopped: stop.aborted,
  };
};

const neededFor = ({ by }: Claim): string => (by === 'reading' || by === 'nothing' ? 'nothing' : NEEDS[by]);

const registered = async (
  { register }: Connection,
  look: Look,
  tell: (line: string) => void,
): Promise<void> => {
  try {
    await register?.(look);
  } catch (error) {
    if (error instanceof Stopped) return;
    tell(`The gateway does not post here: ${error instanceof Error ? error.message : error}`);
  }
};

/** Late deliveries, such as repeats, arrive soon after the others. */
const untilQuiet = async (listener: Listener, quietMs: number, stop: AbortSignal): Promise<void> => {
  for (let count = -1; count !== listener.all.length; ) {
    count = listener.all.length;
    await pauseFor(quietMs, stop);
  }
};

const waitFor = async (
  listener: Listener,
  isEnough: () => boolean,
  waitMs: number,
  stop: AbortSignal,
  tell: (line: string) => void,
): Promise<void> => {
  tell(
    `Waiting up to ${Math.round(waitMs / 1000)} s for receipts, replies and clicks (Ctrl-C ends the run) …`,
  );
  try {
    await listener.wait(isEnough, waitMs, stop);
    if (isEnough()) await untilQuiet(listener, Math.min(2_000, waitMs / 5), stop);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
};

/** Removes what an earlier run left behind. Returns what could not be removed. */
export const putBackEarlier = (
  connection: Connection,
  circumstances: Circumstances,
): Promise<readonly Trace[]> => {
  const { traces, patience } = circumstances;
  const ask: Ask = async (wish) =>
    (await askPatiently(connection.route, { ...wish, reads: true }, patience)).answer;
  return traces.putBack(removal(connection, ask, circumstances));
};
