import type { Method } from '../operations.ts';
import type { Deed, Example, Proof } from '../proof.ts';
import type { Cell } from './cell.ts';
import { FAULTS } from './faults.ts';

/** What the functions of a hook trigger do, whatever the trigger. */
const HOOK_DEEDS: Record<string, Deed> = {
  perform: 'receives',
  performList: 'reads',
  performSubscribe: 'subscribes',
  performUnsubscribe: 'unsubscribes',
};

const FIRST_USES: ReadonlySet<string> = new Set(['performList', 'performSubscribe']);

/** An example as it is for one function of its operation. */
const exampleFor = ({ variants, hooksOn }: Proof, method: Method, example: Example): Example => {
  const { on, resume, ...common } = example;
  if (method.name === 'performResume')
    return { ...common, does: 'nothing', ...(resume && { bundle: resume }) };
  if (!method.isHook) return example;
  const isIdle = method.name === 'performList' && example.unrecorded;
  const does = isIdle ? 'nothing' : (HOOK_DEEDS[method.name] ?? example.does);
  return {
    ...example,
    does,
    ...(does !== 'receives' && does !== 'reads' && { trusts: variants }),
    // Where it can never fire, an instant trigger is refused while its Zap is built and when it is switched on.
    ...(FIRST_USES.has(method.name) && hooksOn !== undefined && { on: hooksOn }),
  };
};

/** A function, an input and a variant: a line of the matrix. */
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

/** The functions that have no example, by their paths. */
export const withoutExample = (proof: Proof, methods: readonly Method[]): string[] =>
  methods.filter((method) => examplesOf(proof, method).length === 0).map(({ path }) => path);

/** The whole matrix: every function with every input of its on every variant, and in each line every fault. */
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

const ALWAYS = new Set(['latency', 'hang', 'drop in body', '403', '429', '500 after work']);
const PARTS = 8;

/** A part of every line: the faults that tell most, and an eighth of the others, which is another one in every line. */
export const sampleOf = (lines: readonly Line[]): Line[] =>
  lines.map(({ title, cells }, line) => ({
    title,
    cells: cells.filter(({ fault }, index) => ALWAYS.has(fault.name) || (line + index) % PARTS === 0),
  }));
