import { buildApps } from '../build.ts';

/** Builds the bundles before any test runs, because end-to-end tests use them. */
export default (): Promise<void> => buildApps();
