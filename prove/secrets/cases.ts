import type { Subject } from '../observe.ts';
import type { Method } from '../operations.ts';
import type { Proof } from '../proof.ts';
import { FATES } from './fates.ts';
import type { SecretCase } from './run.ts';
import { SECRETS } from './secrets.ts';

/** Every function on every variant, with its first example. */
export const subjectsOf = ({ examples, variants }: Proof, methods: readonly Method[]): Subject[] =>
  methods.flatMap((method) => {
    const [example] = examples[method.key] ?? [];
    return example ? variants.map((variant) => ({ method, example, variant })) : [];
  });

/** Every subject with every secret and every fate. */
export const casesOf = (subject: Subject): SecretCase[] =>
  SECRETS.flatMap((secret) => FATES.map((fate) => ({ subject, secret, fate })));

/** Some of the cases of the `index`th subject, others for every one, each fate once in a few. */
export const someCasesOf = (subject: Subject, index: number): SecretCase[] =>
  casesOf(subject).filter((_, number) => number % 13 === index % 13);
