import { parseArgs } from 'node:util';

interface Options {
  readonly port: number;
  readonly seed: number;
  readonly clock: 'driven' | 'real';
}

/** A started gateway, with its startup text and close function. */
interface Started {
  readonly welcome: string;
  close(): Promise<void>;
}

interface Gateway {
  readonly port: string;
  start(options: Options): Promise<Started>;
}

const GATEWAYS: Readonly<Record<string, Gateway>> = {
  mobivate: {
    port: '4010',
    start: async (options) => {
      const [{ startSandbox }, { welcome }] = await Promise.all([
        import('./mobivate/index.ts'),
        import('./mobivate/welcome.ts'),
      ]);
      const sandbox = await startSandbox(options);
      return { welcome: welcome(sandbox), close: () => sandbox.close() };
    },
  },
  messagemedia: {
    port: '4011',
    start: async (options) => {
      const [{ startSandbox }, { welcome }] = await Promise.all([
        import('./messagemedia/index.ts'),
        import('./messagemedia/welcome.ts'),
      ]);
      const sandbox = await startSandbox(options);
      return { welcome: welcome(sandbox), close: () => sandbox.close() };
    },
  },
  mottasl: {
    port: '4012',
    start: async (options) => {
      const [{ startSandbox }, { welcome }] = await Promise.all([
        import('./mottasl/index.ts'),
        import('./mottasl/welcome.ts'),
      ]);
      const sandbox = await startSandbox(options);
      return { welcome: welcome(sandbox), close: () => sandbox.close() };
    },
  },
};

const {
  values: { port, seed, clock },
  positionals: [name = 'mobivate'],
} = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string' },
    seed: { type: 'string', default: '1' },
    clock: { type: 'string', default: 'real' },
  },
});

const gateway = GATEWAYS[name];
const address = port ?? gateway?.port;
try {
  if (!gateway) throw new Error(`there is no "${name}". Name one of: ${Object.keys(GATEWAYS).join(', ')}`);
  const { welcome, close } = await gateway.start({
    port: Number(address),
    seed: Number(seed),
    clock: clock === 'driven' ? 'driven' : 'real',
  });
  console.log(welcome);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
} catch (error) {
  const at = address === undefined ? '' : ` on port ${address}`;
  console.error(`Could not start the sandbox${at}: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
