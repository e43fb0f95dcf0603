import type { Ledger, Optout } from './ledger.ts';
import type { World } from './world.ts';

const FIRST_ID = 1_200_000_001;

/** Adds a number to the account's opt-out list. An existing entry keeps its note and date. */
export function optOut(
  world: World,
  ledger: Ledger,
  msisdn: string,
  note: string | null,
  createdAt = world.clock.now(),
): Optout {
  const known = ledger.optouts.get(msisdn);
  if (known) return known;
  const optout = { id: FIRST_ID + ledger.optoutsEver++, uuid: world.random.uuid(), msisdn, note, createdAt };
  ledger.optouts.set(msisdn, optout);
  return optout;
}
