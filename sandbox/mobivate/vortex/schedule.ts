import { parseIsoTime } from '../../iso-time.ts';
import type { World } from '../world.ts';

/** The send time: `scheduleDateTime`, or now without one. `null` if it is invalid or in the past. */
export function departure(world: World, scheduleDateTime: string | null | undefined): number | null {
  const now = world.clock.now();
  if (!scheduleDateTime) return now;
  const time = parseIsoTime(scheduleDateTime);
  return time !== null && time > now ? time : null;
}
