import { testRelayOn } from './promises.ts';

testRelayOn('postgres');
