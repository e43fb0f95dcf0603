import { buildApps } from '../build.ts';

/** End-to-end tests drive the built bundle, so it is built before any test runs. */
export default () => buildApps();
