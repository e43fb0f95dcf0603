import type { Request } from '@messaging/gateway/call';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { withoutPlaceholders } from './auth-template.ts';
import { startBudget } from './budget.ts';
import { withoutInput } from './bundle.ts';
import { toZapierError } from './errors.ts';
import { type Authorize, openNetwork } from './request.ts';

/** An open connection: how its requests are let in, and what the work of a step gets. */
export interface Opened<S> {
  /** Scheme, host and port that the credentials may go to. */
  readonly origin: string;
  /** More origins of that kind, such as that of a relay. */
  readonly trustedOrigins?: readonly string[];
  readonly authorize: Authorize;
  /** Credentials as they travel, by field key: the platform censors what stands in authData, not what was pasted. */
  readonly credentials: Readonly<Record<string, string>>;
  /** What the work gets; `request` is the one way to the network. */
  enter(request: Request): S;
}

/** What differs between apps. `S` is what their operations work with. */
interface Opener<S> {
  /** Such as `an-app/1.0.0`. */
  readonly userAgent: string;
  /** Keys of the connection's fields that requests are made of. */
  readonly credentialKeys: readonly string[];
  /**
   * Opens the connection that the user entered; `remaining` tells the milliseconds left for the network.
   * @throws InvalidInputError for a connection that cannot be used
   */
  open(authData: Readonly<Record<string, unknown>>, z: ZObject, remaining: () => number): Opened<S>;
}

/** Makes a `perform` of the work of an operation. `connecting` is set while the user is at the connection's form. */
export type StepRunner<S> = <B extends Bundle, R>(
  work: (step: S, bundle: B) => Promise<R>,
  options?: { readonly connecting?: boolean },
) => (z: ZObject, bundle: B) => Promise<R>;

/**
 * The `step` of an app: opens the connection, starts the step's clock, and turns every error into the one that Zapier
 * shows.
 */
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
