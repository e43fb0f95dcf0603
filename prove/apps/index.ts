import { appNamed } from '../../tools/apps.ts';
import type { Proof } from '../proof.ts';
import { mobivate } from './mobivate.ts';

/** Every app with what is proven of it. */
export const PROOFS: readonly Proof[] = [mobivate];

/**
 * What is proven of an app.
 * @throws Error where there is no such app, or nothing is proven of it
 */
export const proofOf = (name: string | undefined): Proof => {
  const app = appNamed(name);
  const proof = PROOFS.find((one) => one.app === app);
  if (!proof) throw new Error(`Nothing is proven of ${app} yet: add it in prove/apps.`);
  return proof;
};
