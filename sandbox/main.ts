import { parseArgs } from 'node:util';
import { startSandbox } from './mobivate/index.ts';
import { welcome } from './mobivate/welcome.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4010' },
    seed: { type: 'string', default: '1' },
    clock: { type: 'string', default: 'real' },
  },
});

try {
  const sandbox = await startSandbox({
    port: Number(values.port),
    seed: Number(values.seed),
    clock: values.clock === 'driven' ? 'driven' : 'real',
  });
  console.log(welcome(sandbox));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
} catch (error) {
  console.error(
    `The sandbox could not start on port ${values.port}: ${error instanceof Error ? error.message : error}`,
  );
  process.exitCode = 1;
}
