import { startZapier, type Zapier } from '../sandbox/zapier/index.ts';
import type { Proof, ProofAccount, ProofGateway } from './proof.ts';

/** A gateway and a Zapier on this machine, for runs of which each has an account of its own. */
export interface Stage {
  readonly proof: Proof;
  readonly gateway: ProofGateway;
  readonly zapier: Zapier;
  newAccount(variant: string, given?: { key?: string; password?: string }): ProofAccount;
  close(): Promise<void>;
}

/** Starts both around the app, which from then on speaks to the gateway of this machine. */
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
