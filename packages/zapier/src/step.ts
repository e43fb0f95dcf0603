import type { Request } from '@messaging/gateway/call';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { withoutPlaceholders } from './auth-template.ts';
import { startBudget } from './budget.ts';
import { withoutInput } from './bundle.ts';
import { toZapierError } from './errors.ts';
import { type Authorize, openNetwork } from './request.ts';

/** An open connection: how to authorize its requests, and what its operations work with. */
export interface Opened<S> {
  /** The only origin (scheme, host, and port) that receives the credentials. */
  readonly origin: string;
  /** More origins of that kind, such as that of a relay. */
  readonly trustedOrigins?: readonly string[];
  readonly authorize: Authorize;
  /**
   * The credentials as sent, by field key. Kept in authData, because the platform censors only what is there.
   */
  readonly credentials: Readonly<Record<string, string>>;
  /** Creates the step. All network access goes through `request`. */
  enter(request: Request): S;
}

/** The parts of a step that vary between apps. `S` is what operations work with. */
interface Opener<S> {
  readonly userAgent: string;
  /** Keys of the connection fields that become part of requests. */
  readonly credentialKeys: readonly string[];
  /**
   * Opens the user's connection. `remaining` returns the milliseconds left for the network.
   * @throws InvalidInputError if the connection is invalid
   */
  open(authData: Readonly<Record<string, unknown>>, z: ZObject, remaining: () => number): Opened<S>;
}

/** Wraps the work of an operation into a `perform`. Set `connecting` for the connection test. */
export type StepRunner<S> = <B extends Bundle, R>(
  work: (step: S, bundle: B) => Promise<R>,
  options?: { readonly connecting?: boolean },
) => (z: ZObject, bundle: B) => Promise<R>;

/** Creates an app's `step`, which opens the connection, starts the time budget, and maps errors. */
export const createStep =
  <S>({ userAgent, credentialKeys, open }: Opener<S>): StepRunner<S> =>
  (work, { connecting = false } = {}) =>
  async (z, bundle) => {
    try {
      const budget = startBudget();
      const opened = open(withoutPlaceholders(bundle.authData, credentialKeys), z, budget.remaining);
      Object.assign(bundle.authData, opened.credentials);
      const { origin, trustedOrigins, authorize } = opened;
      const network = openNetwork({ z, budget, origin, trustedOrigins, authorize, userAgent });
      try {
        return await withoutInput(bundle, (whole) => work(opened.enter(network.request), whole));
      } finally {
        network.close();
      }
    } catch (error) {
      throw toZapierError(z, error, connecting);
    }
  };
