import type { Method } from '../operations.ts';
import type { Deed, Example, Proof } from '../proof.ts';
import type { Cell } from './cell.ts';
import { FAULTS } from './faults.ts';

/** The deeds of a hook trigger's methods at the gateway. */
const HOOK_DEEDS: Record<string, Deed> = {
  perform: 'receives',
  performList: 'reads',
  performSubscribe: 'subscribes',
  performUnsubscribe: 'unsubscribes',
};

const FIRST_USES: ReadonlySet<string> = new Set(['performList', 'performSubscribe']);

/** Whether a method of a hook trigger accepts any JSON object as a response. */
const trusting = (does: Deed, needsHookId: true | undefined): boolean =>
  does === 'unsubscribes' || does === 'nothing' || (does === 'subscribes' && !needsHookId);

/** Adapts an example to one method of its operation. */
const exampleFor = ({ variants, hooksOn, needsHookId }: Proof, method: Method, example: Example): Example => {
  const { on, resume, ...common } = example;
  if (method.name === 'performResume')
    return { ...common, does: 'nothing', ...(resume && { bundle: resume }) };
  if (!method.isHook) return example;
  const isIdle = method.name === 'performList' && example.unrecorded;
  const does = isIdle ? 'nothing' : (HOOK_DEEDS[method.name] ?? example.does);
  return {
    ...example,
    does,
    ...(trusting(does, needsHookId) && { trusts: variants }),
    // A trigger that can never fire is refused when its Zap is tested and when it is turned on.
    ...(FIRST_USES.has(method.name) && hooksOn !== undefined && { on: hooksOn }),
  };
};

/** A line of the matrix: a method, an input, and a variant. */
export interface Line {
  readonly title: string;
  readonly cells: readonly Cell[];
}

const titleOf = ({ key, name }: Method, example: Example, variant: string): string => {
  const what =
    name === 'perform' || name === 'test' ? key : `${key} ${name.replace('perform', '').toLowerCase()}`;
  return `${what}${example.name ? ` (${example.name})` : ''} · ${variant}`;
};

const examplesOf = ({ examples }: Proof, { key, name }: Method): readonly Example[] =>
  (examples[key] ?? []).filter(({ resume }) => name !== 'performResume' || resume !== undefined);

/** The paths of methods without an example. */
export const withoutExample = (proof: Proof, methods: readonly Method[]): string[] =>
  methods.filter((method) => examplesOf(proof, method).length === 0).map(({ path }) => path);

/** The whole matrix: every method with each of its inputs on every variant, under every fault. */
export const linesOf = (proof: Proof, methods: readonly Method[]): Line[] =>
  methods.flatMap((method) =>
    examplesOf(proof, method).flatMap((given) =>
      proof.variants.map((variant): Line => {
        const example = exampleFor(proof, method, given);
        return {
          title: titleOf(method, example, variant),
          cells: FAULTS.map((fault) => ({ method, example, variant, fault })),
        };
      }),
    ),
  );

const ALWAYS = new Set(['hang', 'drop in body', '500 after work']);
const PARTS = 8;

/** A sample of every line: the faults that leave a send unclear, and a different eighth of the others. */
export const sampleOf = (lines: readonly Line[]): Line[] =>
  lines.map(({ title, cells }, line) => ({
    title,
    cells: cells.filter(({ fault }, index) => ALWAYS.has(fault.name) || (line + index) % PARTS === 0),
  }));
