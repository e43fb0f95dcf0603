import { startSandbox } from '../../../sandbox/messagemedia/index.ts';
import { startZapier } from '../../../sandbox/zapier/index.ts';
import type { Demo } from '../demo.ts';
import { createRuns } from '../runs.ts';
import { showBulk, showCancelling } from './bulk.ts';
import { showLoop, showWaiting } from './loop.ts';
import { type DemoWorld, showConnecting } from './world.ts';

const start = async (): Promise<DemoWorld & { close(): Promise<void> }> => {
  const bundle: { default: object } = await import(
    new URL('../../../apps/messagemedia/dist/index.js', import.meta.url).href
  );
  const sandbox = await startSandbox({ now: Date.now() });
  const zapier = await startZapier(bundle.default);
  process.env.MESSAGEMEDIA_API_URL = sandbox.url;
  return {
    sandbox,
    zapier,
    ...createRuns(zapier, sandbox.requests),
    close: async () => {
      delete process.env.MESSAGEMEDIA_API_URL;
      await Promise.all([sandbox.close(), zapier.close()]);
    },
  };
};

export const messagemedia: Demo = {
  app: 'messagemedia',
  title: 'Sinch MessageMedia for Zapier, on this machine',
  show: async (isShort) => {
    const world = await start();
    try {
      await showConnecting(world);
      await showLoop(world);
      if (isShort) return;
      await showWaiting(world);
      await showBulk(world);
      await showCancelling(world);
    } finally {
      await world.close();
    }
  },
};
