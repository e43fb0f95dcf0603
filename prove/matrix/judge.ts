import { leaksIn } from '../../tools/testing/secrets.ts';
import { LONGEST_MILLISECONDS, type Sight } from '../observe.ts';
import type { Example, Proof } from '../proof.ts';
import type { Cell } from './cell.ts';
import { type Expectation, expectationFor } from './model.ts';

const TRIES = 3;

/** The most look-ups of a message whose response was lost, while every request fails. */
const LOOKS = 2;
const LONGEST_SENTENCE = 400;

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
  if (end === 'ThrottledError' && !(typeof delay === 'number' && delay >= 1 && delay <= 3630)) {
    problems.push(`runs again after ${delay} s`);
  }
  return problems;
};

/** A result with an unclear outcome must say so: a message in its status, a bulk send in its count. */
const problemsOfResult = ({ ending }: Sight, expected: Expectation, { does }: Example): string[] => {
  if (!expected.isUnknown || !('result' in ending)) return [];
  const result = Object(ending.result);
  const isTold = does === 'sends' ? result.status === 'unknown' && result.reason : result.unknown > 0;
  return isTold ? [] : [`reports an unclear end as ${JSON.stringify(ending.result).slice(0, 200)}`];
};

const countBy = (names: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};

/** The maximum number of identical requests. */
const mostOf = (
  { reads }: Proof,
  request: string,
  isFirst: boolean,
  { does, repeatable, asksFirst }: Example,
): number => {
  if (reads?.test(request)) return TRIES * LOOKS;
  const isChange = isFirst && does !== 'reads' && does !== 'receives' && !asksFirst;
  if (request.startsWith('GET ') && !isChange) return TRIES;
  return repeatable ? 2 : 1;
};

const problemsOfRequests = (
  proof: Proof,
  { requests }: Sight,
  expected: Expectation,
  example: Example,
): string[] => {
  const [fewest, most] = expected.requests;
  const problems =
    requests.length < fewest || requests.length > most
      ? [`${requests.length} requests instead of ${fewest === most ? most : `${fewest} to ${most}`}`]
      : [];
  const made = requests.map(({ method, target, body }) => `${method} ${target} ${body}`);
  for (const [request, count] of countBy(made)) {
    if (count > mostOf(proof, request, request === made[0], example)) {
      problems.push(`made ${count} times: ${request}`);
    }
  }
  return problems;
};

const problemsOfSending = ({ sent }: Sight, expected: Expectation, { does }: Example): string[] => {
  // One row of a bulk send has no country code, and one is a duplicate.
  const most = does === 'sends' ? 1 : 2;
  if (expected.sent === 'no' && sent > 0) return [`${sent} messages went out`];
  if (expected.sent === 'yes' && sent === 0) return ['no message went out'];
  return sent > most ? [`${sent} messages went out instead of ${most}`] : [];
};

/** Lists the ways in which the run of a cell differs from what is expected. */
export const problemsOf = (proof: Proof, sight: Sight, cell: Cell): string[] => {
  const expected = expectationFor(proof, cell.example, cell.variant, cell.fault);
  const { ending, milliseconds, traces, account } = sight;
  const problems = [
    ...problemsOfEnd(sight, expected),
    ...problemsOfResult(sight, expected, cell.example),
    ...problemsOfRequests(proof, sight, expected, cell.example),
    ...problemsOfSending(sight, expected, cell.example),
  ];
  const { example, variant, fault } = cell;
  const isAble = example.on === undefined || example.on === variant;
  const hasNothing = example.unrecorded && example.does === 'nothing';
  const mustGive = isAble && !hasNothing && (fault.knowledge === 'answered' || example.does === 'receives');
  if (mustGive && 'result' in ending && example.does !== 'unsubscribes' && isEmpty(ending.result)) {
    problems.push('gave nothing');
  }
  if (milliseconds >= LONGEST_MILLISECONDS) problems.push('did not end in time');
  for (const leak of account.secrets.flatMap((secret) => leaksIn(traces, secret))) {
    problems.push(`shows a secret: ${leak.slice(0, 200)}`);
  }
  return problems;
};
