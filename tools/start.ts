// Shows the app at work on this machine: the built bundle, the platform's real handler, real HTTP to the sandbox.
import { buildApps } from './build.ts';
import { showLoop } from './demo/loop.ts';
import { narrator } from './demo/narrator.ts';
import { showSending } from './demo/sending.ts';
import { startDemo } from './demo/world.ts';

const began = Date.now();
narrator.title('Mobivate for Zapier, on this machine');
await buildApps();
const world = await startDemo();
try {
  await showSending(world);
  await showLoop(world);
  narrator.title(
    `Done: ${narrator.steps()} steps in ${((Date.now() - began) / 1000).toFixed(1)} s, all over real HTTP.`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await world.close();
}
