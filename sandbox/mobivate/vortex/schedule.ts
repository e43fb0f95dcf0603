import { parseIsoTime } from '../../iso-time.ts';
import type { World } from '../world.ts';

/** When a message leaves: now, or at `scheduleDateTime`; `null` when that is unreadable or past. */
export function departure(world: World, scheduleDateTime: string | null | undefined): number | null {
  const now = world.clock.now();
  if (!scheduleDateTime) return now;
  const time = parseIsoTime(scheduleDateTime);
  return time !== null && time > now ? time : null;
}
