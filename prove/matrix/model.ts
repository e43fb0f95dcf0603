import type { FaultSpec } from '../../sandbox/faults.ts';
import type { Deed, Example, Proof } from '../proof.ts';
import type { MatrixFault } from './faults.ts';

/** The expected end of a step, the text of its error, and whether messages were sent. */
export interface Expectation {
  /** `result`, or the error's class. */
  readonly end: string;
  readonly says?: RegExp;
  /** The minimum and maximum number of requests. */
  readonly requests: readonly [fewest: number, most: number];
  /** Whether the result must report an unknown outcome. */
  readonly isUnknown?: true;
  /** Whether the messages are in the gateway's log afterwards. `maybe` if it cannot be known. */
  readonly sent: 'yes' | 'no' | 'maybe';
}

/** What the error after an unclear outcome must say. */
const AFTERMATH: Partial<Record<Deed, RegExp>> = {
  changes: /may have been made/,
  subscribes: /gets no events yet/,
};

/** The expected error for a refusal, by status. */
const REFUSALS: Record<number, { readonly end: string; readonly says: RegExp }> = {
  401: { end: 'ExpiredAuthError', says: /rejected|does not accept/ },
  402: { end: 'AppError', says: /out of credit/ },
  403: { end: 'AppError', says: /does not allow|permission/ },
  429: { end: 'ThrottledError', says: /too many requests/ },
};

const OTHER_REFUSAL = { end: 'AppError', says: /\w/ };

const SENDS: readonly Deed[] = ['sends', 'sends many'];

/** The minimum and maximum number of requests of a step in which every request has the same fault. */
const REQUESTS: Record<Deed, readonly [number, number]> = {
  connects: [1, 1],
  sends: [1, 1],
  'sends many': [1, 1],
  // Some changes read the present state before or after, with up to three attempts.
  changes: [1, 4],
  reads: [1, 12],
  // If a response has no id, the app looks for it in the gateway's list.
  subscribes: [1, 4],
  unsubscribes: [0, 1],
  receives: [0, 12],
  nothing: [0, 0],
};

/** The expectation for a success. */
const well = ({ does, asksFirst }: Pick<Example, 'does' | 'asksFirst'>): Expectation => ({
  end: 'result',
  requests: asksFirst && SENDS.includes(does) ? [2, 2] : REQUESTS[does],
  sent: SENDS.includes(does) ? 'yes' : 'no',
});

/** Look-ups after an unclear outcome meet the same fault: at most two, with three attempts each. */
const MOST_LOOK_UPS = 6;

const refused = (
  proof: Proof,
  status: number,
  example: Example,
  variant: string,
  isJson: boolean,
): Expectation => {
  const { does, absence } = example;
  const requests = REQUESTS[does];
  if (status === 404 && absence?.includes(variant)) return { end: 'result', requests, sent: 'no' };
  const own = proof.refusal?.(status, example, variant, isJson);
  if (own) return { ...own, requests: [requests[0], requests[1] + MOST_LOOK_UPS], sent: 'no' };
  const { end, says } = REFUSALS[status] ?? OTHER_REFUSAL;
  const isHeld = end === 'ExpiredAuthError' && does !== 'connects';
  return { end: end === 'ExpiredAuthError' && !isHeld ? 'AppError' : end, says, requests, sent: 'no' };
};

/** A send with an unclear outcome returns a result, because an error would make Zapier run the step again. */
const unclear = ({ does, asksFirst }: Example): Expectation => {
  const [fewest, most] = REQUESTS[does];
  const requests = [fewest, most + MOST_LOOK_UPS] as const;
  if (SENDS.includes(does) && !asksFirst) {
    return { end: 'result', isUnknown: true, requests, sent: 'maybe' };
  }
  const says = AFTERMATH[does] ?? /^(?!.*may have been (?:sent|made)).*\w/;
  return { end: 'AppError', says, requests, sent: 'no' };
};

const ANSWERS: ReadonlySet<string> = new Set(['html', 'truncated', 'shape', 'empty']);

/** Whether the response has a success status, whatever its body. */
const isSuccess = ({ kind, status = 200 }: FaultSpec): boolean => ANSWERS.has(kind) && status < 300;

/**
 * The expected end of a step in which every request has the fault. It depends on the kind of operation and on
 * what the app can know, not on the single operation: a refusal is an error and nothing was done; an error
 * after an unclear outcome says what may have happened; Zapier retries a throttled step; no posted event is
 * lost; and turning a Zap off never fails.
 */
export const expectationFor = (
  proof: Proof,
  example: Example,
  variant: string,
  { spec, knowledge }: MatrixFault,
): Expectation => {
  const { does, on, trusts, emptyElsewhere } = example;
  if (on !== undefined && on !== variant) {
    if (emptyElsewhere) return { end: 'result', requests: [0, 0], sent: 'no' };
    return { end: 'AppError', says: new RegExp(`${on}.*${variant}`), requests: [0, 0], sent: 'no' };
  }
  if (does === 'nothing' || does === 'receives' || does === 'unsubscribes') return well(example);
  const isBelieved = example.believes || (spec.kind === 'empty' && example.believesEmpty?.includes(variant));
  const isEnough =
    (knowledge === 'other object' && trusts?.includes(variant)) || (isBelieved && isSuccess(spec));
  if (knowledge === 'answered' || isEnough) return well(example);
  if (typeof knowledge === 'number')
    return refused(proof, knowledge, example, variant, spec.kind === 'status');
  return unclear(example);
};
