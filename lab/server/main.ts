// The lab: one page on which the apps, their gateways and phones are seen at work. See lab/README.md.
import { parseArgs } from 'node:util';
import { LAB_APPS } from './apps/index.ts';
import { startLab } from './lab.ts';

const DEFAULT_PORT = '4030';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: DEFAULT_PORT },
    app: { type: 'string', default: LAB_APPS[0]?.id ?? '' },
    build: { type: 'boolean', default: true },
    screenshots: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

const start = async (): Promise<void> => {
  if (!LAB_APPS.some(({ id }) => id === values.app)) {
    throw new Error(
      `There is no app "${values.app}". Choose one of: ${LAB_APPS.map(({ id }) => id).join(', ')}.`,
    );
  }
  const lab = await startLab({
    build: values.build,
    port: values.screenshots ? 0 : Number(values.port),
    app: values.app,
  });
  if (values.screenshots) {
    const { takeScreenshots } = await import('../screenshots.ts');
    await takeScreenshots(lab.url);
    await lab.close();
    return;
  }
  console.log(`The lab is open: ${lab.url}   (Ctrl-C ends it)`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void lab.close());
};

try {
  await start();
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(
    reason.includes('EADDRINUSE')
      ? `Port ${values.port} is taken. Choose another one: npm run lab -- --port 4031`
      : reason,
  );
  process.exitCode = 1;
}
