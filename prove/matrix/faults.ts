import type { FaultKind, FaultSpec } from '../../sandbox/faults.ts';

/**
 * What the app can know after a fault. `unclear`: the request may or may not have taken effect.
 * `other object`: the same, unless the call accepts any JSON object. A number: the gateway refused it with
 * that status.
 */
export type Knowledge = 'answered' | 'unclear' | 'other object' | number;

/** A fault of the matrix: its name in the table, its specification, and what the app can know after it. */
export interface MatrixFault {
  readonly name: string;
  readonly spec: FaultSpec;
  readonly knowledge: Knowledge;
}

const STATUSES = [400, 401, 402, 403, 404, 409, 413, 429, 500, 502, 503, 504];

const statusFaults = STATUSES.map(
  (status): MatrixFault => ({
    name: String(status),
    spec: { kind: 'status', status, ...(status === 429 && { retryAfter: 7 }) },
    knowledge: status >= 500 ? 'unclear' : status,
  }),
);

const unclear = (name: string, spec: FaultSpec): MatrixFault => ({ name, spec, knowledge: 'unclear' });

/** Every fault kind of the sandbox. A new kind does not compile until it is added here. */
const BY_KIND: Record<FaultKind, readonly MatrixFault[]> = {
  latency: [{ name: 'latency', spec: { kind: 'latency', ms: 3 }, knowledge: 'answered' }],
  hang: [unclear('hang', { kind: 'hang' }), unclear('hang after work', { kind: 'hang', when: 'after' })],
  drop: [unclear('drop', { kind: 'drop' }), unclear('drop after work', { kind: 'drop', when: 'after' })],
  'drop-body': [unclear('drop in body', { kind: 'drop-body' })],
  status: [...statusFaults, unclear('500 after work', { kind: 'status', status: 500, when: 'after' })],
  html: [
    unclear('HTML 200', { kind: 'html' }),
    unclear('HTML 200 after work', { kind: 'html', when: 'after' }),
    unclear('HTML 502', { kind: 'html', status: 502 }),
    { name: 'HTML 403', spec: { kind: 'html', status: 403 }, knowledge: 403 },
    { name: 'HTML 429', spec: { kind: 'html', status: 429 }, knowledge: 429 },
  ],
  truncated: [unclear('truncated', { kind: 'truncated' })],
  'content-type': [{ name: 'content type', spec: { kind: 'content-type' }, knowledge: 'answered' }],
  shape: [
    { name: 'other shape', spec: { kind: 'shape' }, knowledge: 'other object' },
    unclear('text', { kind: 'shape', body: 'done' }),
    unclear('number', { kind: 'shape', body: 7 }),
    {
      name: 'wrong types',
      spec: { kind: 'shape', body: { id: {}, results: 7, records: 'x', matches: {}, mobile: [] } },
      knowledge: 'other object',
    },
    {
      name: 'wrong record',
      spec: { kind: 'shape', body: { record: { id: {}, msisdn: [] } } },
      knowledge: 'other object',
    },
    {
      name: 'says no',
      spec: { kind: 'shape', body: { success: false, message: 'No.' }, when: 'before' },
      knowledge: 200,
    },
  ],
  empty: [unclear('empty', { kind: 'empty' }), unclear('204', { kind: 'empty', status: 204 })],
};

/** All faults of the matrix. Each applies to every request of a step. */
export const FAULTS: readonly MatrixFault[] = Object.values(BY_KIND)
  .flat()
  .map((fault) => ({ ...fault, spec: { ...fault.spec, times: 'always' } }));
