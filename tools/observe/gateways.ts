import type { Gateway } from './gateway.ts';
import { messagemedia } from './messagemedia/index.ts';
import { mobivate } from './mobivate/index.ts';
import { mottasl } from './mottasl/index.ts';

/** The gateways that can be observed. */
export const GATEWAYS: readonly Gateway[] = [mobivate, messagemedia, mottasl];

/**
 * Finds a gateway by the name that a person typed.
 * @throws Error if there is no such gateway
 */
export const gatewayNamed = (name: string | undefined): Gateway => {
  const gateway = GATEWAYS.find((each) => each.name === name);
  if (gateway) return gateway;
  throw new Error(
    `${name ? `There is no gateway "${name}". Name` : 'Name'} one of: ${GATEWAYS.map((each) => each.name).join(', ')}.`,
  );
};
