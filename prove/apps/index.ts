import { appNamed } from '../../tools/apps.ts';
import type { Proof } from '../proof.ts';
import { messagemedia } from './messagemedia.ts';
import { mobivate } from './mobivate.ts';
import { mottasl } from './mottasl.ts';

/** The proofs of all apps. */
export const PROOFS: readonly Proof[] = [mobivate, messagemedia, mottasl];

/**
 * The proof of an app.
 * @throws Error if there is no such app, or the app has no proof
 */
export const proofOf = (name: string | undefined): Proof => {
  const app = appNamed(name);
  const proof = PROOFS.find((one) => one.app === app);
  if (!proof) throw new Error(`${app} has no proof. Add one in prove/apps.`);
  return proof;
};
