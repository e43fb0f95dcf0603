import type { RecordedRequest } from '../sandbox/exchange.ts';
import type { FaultSpec } from '../sandbox/faults.ts';
import { driveToEnd, type StandingClock } from './drive.ts';
import { type Ending, endingOf } from './ending.ts';
import type { Method } from './operations.ts';
import type { Example, ProofAccount } from './proof.ts';
import type { Stage } from './stage.ts';

/** The platform ends a step after 30 s and needs up to a second for its own work. */
export const LONGEST_MILLISECONDS = 29_000;

const TARGET_URL = 'https://hooks.zapier.example.com/hooks/1';

/** A method of the app with one input on one variant of the gateway. */
export interface Subject {
  readonly method: Method;
  readonly example: Example;
  readonly variant: string;
}

/** The observations of a run. */
export interface Sight {
  readonly ending: Ending;
  readonly requests: readonly RecordedRequest[];
  /** Time on the simulated clock; {@link LONGEST_MILLISECONDS} if the run did not end. */
  readonly milliseconds: number;
  /** The number of new messages in the gateway's log. */
  readonly sent: number;
  /** Everything the run left behind: its result or error, the platform's log, and the platform's cache. */
  readonly traces: readonly unknown[];
  readonly account: ProofAccount;
}

/** The conditions of a run. */
export interface Circumstances {
  /** The fault for every request. */
  readonly fault?: (account: ProofAccount) => FaultSpec;
  /** The account's secrets. */
  readonly key?: string;
  readonly password?: string;
}

/** Builds the bundle for a method. */
const bundleFor = async (
  stage: Stage,
  { method, example }: Subject,
  account: ProofAccount,
): Promise<Record<string, unknown>> => {
  const more = example.bundle?.(account) ?? {};
  if (!method.isHook) return more;
  if (method.name !== 'performUnsubscribe') return { ...more, targetUrl: TARGET_URL };
  const { authData } = account;
  const subscribe = method.path.replace(/\w+$/, 'performSubscribe');
  const subscribed = await endingOf(
    stage.zapier.run(subscribe, { authData, bundle: { targetUrl: TARGET_URL } }),
  );
  return { targetUrl: TARGET_URL, subscribeData: 'result' in subscribed ? subscribed.result : {} };
};

/** Runs a method once, on a new account and a simulated clock. */
export const observe = async (
  stage: Stage,
  clock: StandingClock,
  subject: Subject,
  { fault, ...given }: Circumstances = {},
): Promise<Sight> => {
  const { gateway, zapier } = stage;
  const account = stage.newAccount(subject.variant, given);
  const bundle = await bundleFor(stage, subject, account);
  gateway.requests.splice(0);
  zapier.logs.splice(0);
  const before = account.messages();
  if (fault) gateway.faults.add(fault(account));
  const ended = endingOf(
    zapier.run(subject.method.path, {
      authData: { ...account.authData },
      inputData: subject.example.input(account),
      bundle,
      callbackUrl: TARGET_URL,
    }),
  );
  const milliseconds = await driveToEnd(clock, ended, {
    activity: () => `${gateway.requests.map(({ status }) => status)} ${zapier.logs.length}`,
    isBusy: () => gateway.requests.some((request) => request.status === null && request.fault === 'latency'),
    longest: LONGEST_MILLISECONDS,
  });
  const isOver = milliseconds < LONGEST_MILLISECONDS;
  const ending: Ending = isOver ? await ended : { end: 'never', sentence: '', raw: '', delay: null };
  const traces = [ending, zapier.logs.splice(0), Object.fromEntries(zapier.cache.entries)];
  gateway.faults.clear();
  zapier.cache.entries.clear();
  const sent = account.messages() - before;
  return { ending, requests: gateway.requests.splice(0), milliseconds, sent, traces, account };
};
