import type { FaultSpec } from '../../sandbox/faults.ts';
import type { Random } from '../../sandbox/random.ts';

/** Faults of a send. `share` is how many of 100 sends have it. */
const MISHAPS: readonly (FaultSpec & { share: number })[] = [
  { share: 2, kind: 'status', status: 429, retryAfter: 1 },
  { share: 1, kind: 'status', status: 500 },
  { share: 1, kind: 'status', status: 502, when: 'after' },
  { share: 1, kind: 'drop' },
  { share: 1, kind: 'drop', when: 'after' },
  { share: 1, kind: 'drop-body' },
  { share: 1, kind: 'truncated' },
  { share: 1, kind: 'html', when: 'after' },
  { share: 0.5, kind: 'hang' },
  { share: 0.5, kind: 'hang', when: 'after' },
  { share: 1, kind: 'latency', ms: 100 },
  { share: 0.5, kind: 'status', status: 400 },
];

/** A random fault for the next send, or `undefined`. About one send in nine fails. */
export const drawMishap = (random: Random): FaultSpec | undefined => {
  let left = random.below(10_000) / 100;
  for (const { share, ...spec } of MISHAPS) {
    left -= share;
    if (left < 0) return spec;
  }
  return undefined;
};
