import { buildApps } from '../build.ts';

/** End-to-end tests drive the built bundles, so they are built before any test runs. */
export default (): Promise<void> => buildApps();
