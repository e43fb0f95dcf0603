import { authenticationChecks } from './authentication.ts';
import type { Check } from './check.ts';
import { copyChecks } from './copy.ts';
import { fieldChecks } from './fields.ts';
import { linkChecks } from './links.ts';
import { operationChecks } from './operations.ts';
import { sampleChecks } from './samples.ts';

export type { Check, Finding } from './check.ts';
export { type Definition, parseDefinition } from './definition.ts';
export { type Recording, type ResultCheck, resultChecks } from './results.ts';

/** All checks of the definition. */
export const checks: readonly Check[] = [
  ...authenticationChecks,
  ...operationChecks,
  ...fieldChecks,
  ...linkChecks,
  ...sampleChecks,
  ...copyChecks,
];
