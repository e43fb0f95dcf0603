import { startZapier, type Zapier } from '../sandbox/zapier/index.ts';
import type { Proof, ProofAccount, ProofGateway } from './proof.ts';

/** A gateway sandbox and a Zapier stand-in. Each run gets its own account. */
export interface Stage {
  readonly proof: Proof;
  readonly gateway: ProofGateway;
  readonly zapier: Zapier;
  newAccount(variant: string, given?: { key?: string; password?: string }): ProofAccount;
  close(): Promise<void>;
}

/** Starts both, and points the app to the sandbox. */
export const startStage = async (proof: Proof, app: object, seed: number): Promise<Stage> => {
  const gateway = await proof.startGateway(seed);
  const zapier = await startZapier(app);
  return {
    proof,
    gateway,
    zapier,
    newAccount: (variant, { key = `k${seed}${Date.now()}`, password = 'a-password' } = {}) =>
      gateway.newAccount(variant, { key, password }),
    close: async () => {
      await Promise.all([gateway.close(), zapier.close()]);
    },
  };
};
