import type { StandingClock } from '../drive.ts';
import { observe, type Subject } from '../observe.ts';
import type { Stage } from '../stage.ts';
import type { MatrixFault } from './faults.ts';
import { problemsOf } from './judge.ts';

/** One run of a method on one variant, with the same fault for every request. */
export interface Cell extends Subject {
  readonly fault: MatrixFault;
}

/** The result of a cell. `problems` is empty if it behaved as expected. */
export interface Verdict {
  readonly cell: Cell;
  readonly end: string;
  readonly requests: number;
  readonly milliseconds: number;
  readonly problems: readonly string[];
}

/** Runs a cell and judges it. */
export const runCell = async (stage: Stage, clock: StandingClock, cell: Cell): Promise<Verdict> => {
  const sight = await observe(stage, clock, cell, { fault: () => cell.fault.spec });
  const { ending, requests, milliseconds } = sight;
  return {
    cell,
    end: ending.end,
    requests: requests.length,
    milliseconds,
    problems: problemsOf(stage.proof, sight, cell),
  };
};
