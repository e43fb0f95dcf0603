import type { Account } from '../../sandbox/index.ts';
import { leaksIn } from '../../test/support/secrets.ts';
import { driveToEnd, type StandingClock } from '../drive.ts';
import { type Ending, endingOf } from '../ending.ts';
import type { Example } from '../examples.ts';
import type { Method } from '../operations.ts';
import type { Platform, Stage } from '../stage.ts';
import type { MatrixFault } from './faults.ts';
import { type Expectation, expectationFor } from './model.ts';

/** The platform ends a step after 30 s; a second is left for its own work. */
const LONGEST_MILLISECONDS = 29_000;
const TRIES = 3;
const LONGEST_SENTENCE = 450;

/** One run of one function on one platform, all of whose requests meet one fault. */
export interface Cell {
  readonly method: Method;
  readonly example: Example;
  readonly platform: Platform;
  readonly fault: MatrixFault;
}

/** What became of it; `problems` is empty where everything was as it must be. */
export interface Verdict {
  readonly cell: Cell;
  readonly end: string;
  readonly requests: number;
  readonly milliseconds: number;
  readonly problems: readonly string[];
}

/** What was seen of the run. */
interface Sight {
  readonly ending: Ending;
  readonly requests: Stage['sandbox']['requests'];
  readonly milliseconds: number;
  /** Messages in Mobivate's log that were not there before. */
  readonly sent: number;
  readonly traces: unknown;
  readonly key: string;
}

const TARGET_URL = 'https://hooks.zapier.example.com/hooks/1';

const isEmpty = (result: unknown): boolean =>
  typeof result !== 'object' || result === null || Object.keys(result).length === 0;

const problemsOfEnd = ({ ending }: Sight, expected: Expectation): string[] => {
  if (ending.end !== expected.end) {
    const said = 'sentence' in ending ? ending.sentence : JSON.stringify(ending);
    return [`ended as ${ending.end} instead of ${expected.end}: ${said}`];
  }
  if (!('sentence' in ending)) return [];
  const { sentence, raw, delay, end } = ending;
  const problems: string[] = [];
  if (!/^[A-Z][^\n\r]*\.$/.test(sentence)) problems.push(`no sentence: ${sentence}`);
  if (sentence.length > LONGEST_SENTENCE) problems.push(`${sentence.length} characters: ${sentence}`);
  if (expected.says && !expected.says.test(sentence))
    problems.push(`does not say ${expected.says}: ${sentence}`);
  if (/[<>{}]|\bat \S+:\d+|What happened/.test(sentence) || raw.includes('What happened')) {
    problems.push(`raw text in the sentence: ${raw}`);
  }
  if (end === 'ThrottledError' && !(typeof delay === 'number' && delay >= 1 && delay <= 3600)) {
    problems.push(`runs again after ${delay} s`);
  }
  return problems;
};

const countBy = (names: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};

const problemsOfRequests = ({ requests }: Sight, expected: Expectation, { does }: Example): string[] => {
  const [fewest, most] = expected.requests;
  const problems =
    requests.length < fewest || requests.length > most
      ? [`${requests.length} requests instead of ${fewest === most ? most : `${fewest} to ${most}`}`]
      : [];
  const mayTryAgain = does === 'reads' || does === 'receives';
  for (const [request, count] of countBy(
    requests.map(({ method, target, body }) => `${method} ${target} ${body}`),
  )) {
    if (count > (mayTryAgain && request.startsWith('GET ') ? TRIES : 1)) {
      problems.push(`made ${count} times: ${request}`);
    }
  }
  return problems;
};

const problemsOfSending = ({ sent }: Sight, expected: Expectation, { does }: Example): string[] => {
  // Of the rows of a bulk send one has no country code and one is there twice.
  const most = does === 'sends' ? 1 : 2;
  if (expected.sent === 'no' && sent > 0) return [`${sent} messages went out`];
  if (expected.sent === 'yes' && sent === 0) return ['no message went out'];
  return sent > most ? [`${sent} messages went out instead of ${most}`] : [];
};

const problemsOf = (sight: Sight, cell: Cell): string[] => {
  const expected = expectationFor(cell.example, cell.platform, cell.fault);
  const { ending, milliseconds, traces, key } = sight;
  const problems = [
    ...problemsOfEnd(sight, expected),
    ...problemsOfRequests(sight, expected, cell.example),
    ...problemsOfSending(sight, expected, cell.example),
  ];
  const { example, platform, fault } = cell;
  const isAble = example.on === undefined || example.on === platform;
  const mustGive = isAble && (fault.knowledge === 'answered' || example.does === 'receives');
  if (mustGive && 'result' in ending && example.does !== 'unsubscribes' && isEmpty(ending.result)) {
    problems.push('gave nothing');
  }
  if (milliseconds >= LONGEST_MILLISECONDS) problems.push('did not end in time');
  for (const leak of leaksIn(traces, key)) problems.push(`shows the key: ${leak.slice(0, 200)}`);
  return problems;
};

/** What the platform gives to the function beside the input. */
const bundleFor = async (
  stage: Stage,
  { method, example }: Cell,
  account: Account,
): Promise<Record<string, unknown>> => {
  const more = example.bundle?.(account) ?? {};
  if (!method.isHook) return more;
  if (method.name !== 'performUnsubscribe') return { ...more, targetUrl: TARGET_URL };
  const authData = { api_key: account.key };
  const subscribe = method.path.replace(/\w+$/, 'performSubscribe');
  const subscribed = await endingOf(
    stage.zapier.run(subscribe, { authData, bundle: { targetUrl: TARGET_URL } }),
  );
  return { targetUrl: TARGET_URL, subscribeData: 'result' in subscribed ? subscribed.result : {} };
};

/** Runs a cell on an account of its own. */
export const runCell = async (
  stage: Stage,
  clock: StandingClock,
  cell: Cell,
  given: { key?: string; password?: string } = {},
): Promise<Verdict> => {
  const { sandbox, zapier } = stage;
  const account = stage.newAccount(cell.platform, given);
  const { key, username, password } = account;
  const bundle = await bundleFor(stage, cell, account);
  sandbox.requests.splice(0);
  zapier.logs.splice(0);
  const before = account.ledger.log.size;
  sandbox.faults.clear();
  sandbox.faults.add(cell.fault.spec);
  const ended = endingOf(
    zapier.run(cell.method.path, {
      authData: { api_key: key, default_country: '', username, password },
      inputData: cell.example.input(account),
      bundle,
      callbackUrl: TARGET_URL,
    }),
  );
  const isAnswering = () =>
    sandbox.requests.some(({ status, fault }) => status === null && fault === 'latency');
  const milliseconds = await driveToEnd(clock, ended, {
    activity: () => `${sandbox.requests.map(({ status }) => status)} ${zapier.logs.length}`,
    isBusy: isAnswering,
    longest: LONGEST_MILLISECONDS,
  });
  const isOver = milliseconds < LONGEST_MILLISECONDS;
  const ending: Ending = isOver ? await ended : { end: 'never', sentence: '', raw: '', delay: null };
  sandbox.faults.clear();
  const requests = sandbox.requests.splice(0);
  const traces = [ending, zapier.logs.splice(0), Object.fromEntries(zapier.cache.entries)];
  const sent = account.ledger.log.size - before;
  zapier.cache.entries.clear();
  const problems = problemsOf({ ending, requests, milliseconds, sent, traces, key }, cell);
  return { cell, end: ending.end, requests: requests.length, milliseconds, problems };
};
