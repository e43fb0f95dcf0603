import type { Subject } from '../observe.ts';
import type { Method } from '../operations.ts';
import type { Proof } from '../proof.ts';
import { RESPONSES } from './responses.ts';
import type { SecretCase } from './run.ts';
import { SECRETS } from './secrets.ts';

/** Every method on every variant, with its first example. */
export const subjectsOf = ({ examples, variants }: Proof, methods: readonly Method[]): Subject[] =>
  methods.flatMap((method) => {
    const [example] = examples[method.key] ?? [];
    return example ? variants.map((variant) => ({ method, example, variant })) : [];
  });

/** A subject with every secret and every response. */
export const casesOf = (subject: Subject): SecretCase[] =>
  SECRETS.flatMap((secret) => RESPONSES.map((response) => ({ subject, secret, response })));

/** A sample of the cases of the `index`th subject, different for each subject. */
export const someCasesOf = (subject: Subject, index: number): SecretCase[] =>
  casesOf(subject).filter((_, number) => number % 13 === index % 13);
