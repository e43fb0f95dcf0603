import type { Demo } from '../demo.ts';
import { showLoop } from './loop.ts';
import { showRelay } from './relay.ts';
import { showSending } from './sending.ts';
import { startDemo } from './world.ts';

export const mobivate: Demo = {
  app: 'mobivate',
  title: 'Mobivate for Zapier, running on this machine',
  show: async () => {
    const world = await startDemo();
    try {
      await showSending(world);
      await showLoop(world);
      await showRelay(world);
    } finally {
      await world.close();
    }
  },
};
