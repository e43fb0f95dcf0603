import { vortexError } from '../errors.ts';
import type { World } from '../world.ts';

/** Vortex responses: `{success:true, record}` and errors. */
export function answers(world: World) {
  return {
    done: (record: object) => Response.json({ success: true, record }),
    failed: (status: number, message?: string) =>
      Response.json(vortexError(world.settings, status, message), { status }),
  };
}
