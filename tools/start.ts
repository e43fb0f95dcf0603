// Demonstrates the apps on this machine: the built bundles, the platform's own handler, and HTTP to the sandboxes.
import { appNamed } from './apps.ts';
import { buildApps } from './build.ts';
import type { Demo } from './demo/demo.ts';
import { messagemedia } from './demo/messagemedia/index.ts';
import { mobivate } from './demo/mobivate/index.ts';
import { mottasl } from './demo/mottasl/index.ts';
import { narrator } from './demo/narrator.ts';

const DEMOS: readonly Demo[] = [mobivate, messagemedia, mottasl];

const began = Date.now();
try {
  const [, , name] = process.argv;
  const demos = name === undefined ? DEMOS : DEMOS.filter(({ app }) => app === appNamed(name));
  await buildApps();
  for (const { title, show } of demos) {
    narrator.title(title);
    await show(name === undefined);
  }
  narrator.title(
    `Done: ${narrator.steps()} steps over HTTP in ${((Date.now() - began) / 1000).toFixed(1)} s.`,
  );
  console.log('To try it in a browser, run: npm run lab');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
