import { testRelayOn } from './support/promises.ts';

testRelayOn('postgres');
