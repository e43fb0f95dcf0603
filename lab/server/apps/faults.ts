import type { FaultSpec } from '../../../sandbox/faults.ts';
import type { Fault } from '../../protocol.ts';
import { RUN_HEADER } from '../attribution.ts';

/** Longer than anybody waits, and short enough for a step. */
const SLOW_MILLISECONDS = 3_000;
const RETRY_AFTER_SECONDS = 30;

interface Trouble extends Fault {
  readonly spec: FaultSpec;
}

const status = (
  code: number,
  label: string,
  description: string,
  more: Partial<FaultSpec> = {},
): Trouble => ({
  id: String(code),
  label: `${code} ${label}`,
  description,
  standing: false,
  spec: { kind: 'status', status: code, ...more },
});

/** What every gateway can do wrong to a request. */
const TROUBLES: readonly Trouble[] = [
  {
    id: 'latency',
    label: 'Latency',
    description: 'The right answer, 3 seconds late',
    standing: false,
    spec: { kind: 'latency', ms: SLOW_MILLISECONDS },
  },
  { id: 'hang', label: 'Hang', description: 'No answer, ever', standing: false, spec: { kind: 'hang' } },
  {
    id: 'drop',
    label: 'Drop after work',
    description: 'The message goes out, then the connection is cut',
    standing: false,
    spec: { kind: 'drop', when: 'after' },
  },
  status(401, 'Unauthorized', 'The key is not accepted'),
  status(402, 'Payment required', 'The account is out of credit'),
  status(403, 'Forbidden', 'The key may not do this'),
  status(429, 'Too many requests', 'Try again in 30 seconds', { retryAfter: RETRY_AFTER_SECONDS }),
  status(500, 'Server error', 'The gateway fails'),
  {
    id: 'html',
    label: 'HTML',
    description: 'A proxy answers with a page',
    standing: false,
    spec: { kind: 'html', status: 502 },
  },
];

export const GATEWAY_FAULTS: readonly Fault[] = TROUBLES.map(({ spec, ...fault }) => fault);

/** Faults of what the gateway posts, which stay until they are taken back. */
export const RECEIPT_FAULTS: readonly Fault[] = [
  {
    id: 'duplicate',
    label: 'Duplicate receipts',
    description: 'Every receipt is posted twice',
    standing: true,
  },
  {
    id: 'late',
    label: 'Late receipts',
    description: 'The final receipt comes an hour later',
    standing: true,
  },
];

/** The sandbox's fault of that id, if it is one of a request. Once, it hits a step and not what a form loads. */
export const faultSpec = (id: string, always: boolean): FaultSpec | undefined => {
  const spec = TROUBLES.find((trouble) => trouble.id === id)?.spec;
  return spec && { ...spec, ...(always ? { times: 'always' } : { withHeader: RUN_HEADER }) };
};
