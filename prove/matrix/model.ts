import type { FaultSpec } from '../../sandbox/faults.ts';
import type { Deed, Example, Proof } from '../proof.ts';
import type { MatrixFault } from './faults.ts';

/** How a step must end, what its sentence must say, and how many messages may have gone out. */
export interface Expectation {
  /** `result`, or the error's class. */
  readonly end: string;
  readonly says?: RegExp;
  /** The fewest and the most requests. */
  readonly requests: readonly [fewest: number, most: number];
  /** The result says that nobody can know. */
  readonly isUnknown?: true;
  /** Whether the messages of the input are in the gateway's log afterwards; `maybe` where nobody can know. */
  readonly sent: 'yes' | 'no' | 'maybe';
}

/** Whether something that cannot be undone may have happened, as the sentence tells it. */
const AFTERMATH: Partial<Record<Deed, RegExp>> = {
  changes: /may have been made/,
  subscribes: /gets no events yet/,
};

/** What a person is told of a refusal, by its status. */
const REFUSALS: Record<number, { readonly end: string; readonly says: RegExp }> = {
  401: { end: 'ExpiredAuthError', says: /rejected|does not accept/ },
  402: { end: 'AppError', says: /out of credit/ },
  403: { end: 'AppError', says: /does not allow|permission/ },
  429: { end: 'ThrottledError', says: /too many requests/ },
};

const OTHER_REFUSAL = { end: 'AppError', says: /\w/ };

const SENDS: readonly Deed[] = ['sends', 'sends many'];

/** The fewest and the most requests of one step while every one of them meets the same fault. */
const REQUESTS: Record<Deed, readonly [number, number]> = {
  connects: [1, 1],
  sends: [1, 1],
  'sends many': [1, 1],
  // What stands there is looked at before or after some changes, with three tries.
  changes: [1, 4],
  reads: [1, 12],
  // Where an answer holds no id, the gateway's list is asked for it.
  subscribes: [1, 4],
  unsubscribes: [0, 1],
  receives: [0, 12],
  nothing: [0, 0],
};

/** What an API that is believed to have done what it was asked leads to. */
const well = ({ does, asksFirst }: Pick<Example, 'does' | 'asksFirst'>): Expectation => ({
  end: 'result',
  requests: asksFirst && SENDS.includes(does) ? [2, 2] : REQUESTS[does],
  sent: SENDS.includes(does) ? 'yes' : 'no',
});

/** The look-ups after an unclear end, which meet the fault as well: two, with three tries each. */
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

/** An error would make Zapier run the step again, so a send of unclear end is a result. */
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

/** Whether the status of the answer says that all went well, whatever its body. */
const isSuccess = ({ kind, status = 200 }: FaultSpec): boolean => ANSWERS.has(kind) && status < 300;

/**
 * What must come of a step all of whose requests meet a fault. Said once for the kinds of operation and of knowledge,
 * not for operations: a refusal is told and means that nothing was done; of an unclear end it is told what may have
 * happened; a throttled step is run again by Zapier; what the gateway posted is never lost; and switching a Zap off
 * never fails.
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
