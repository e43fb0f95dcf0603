import type { RecordedRequest } from '../sandbox/exchange.ts';
import type { FaultSpec } from '../sandbox/faults.ts';
import { driveToEnd, type StandingClock } from './drive.ts';
import { type Ending, endingOf } from './ending.ts';
import type { Method } from './operations.ts';
import type { Example, ProofAccount } from './proof.ts';
import type { Stage } from './stage.ts';

/** The platform ends a step after 30 s; a second is left for its own work. */
export const LONGEST_MILLISECONDS = 29_000;

const TARGET_URL = 'https://hooks.zapier.example.com/hooks/1';

/** One function of the app with one input, on one variant of the gateway. */
export interface Subject {
  readonly method: Method;
  readonly example: Example;
  readonly variant: string;
}

/** What was seen of a run. */
export interface Sight {
  readonly ending: Ending;
  readonly requests: readonly RecordedRequest[];
  /** On the clock that was driven; {@link LONGEST_MILLISECONDS} where the run did not end. */
  readonly milliseconds: number;
  /** Messages in the gateway's log that were not there before. */
  readonly sent: number;
  /** Everything that the run left behind: its end, the log that the platform keeps, the platform's cache. */
  readonly traces: readonly unknown[];
  readonly account: ProofAccount;
}

/** The circumstances of a run. */
export interface Circumstances {
  /** What every request of it meets. */
  readonly fault?: (account: ProofAccount) => FaultSpec;
  /** What the account's secrets are made of. */
  readonly key?: string;
  readonly password?: string;
}

/** What the platform gives to the function beside the input. */
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

/** Runs a function once, on an account of its own and on a clock that is driven. */
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
