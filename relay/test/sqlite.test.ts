import { testRelayOn } from './promises.ts';

testRelayOn('sqlite');
