import { vortexError } from '../errors.ts';
import type { World } from '../world.ts';

/** `{success:true, record}` and the error answers of Vortex. */
export function answers(world: World) {
  return {
    done: (record: object) => Response.json({ success: true, record }),
    failed: (status: number, message?: string) =>
      Response.json(vortexError(world.settings, status, message), { status }),
  };
}
