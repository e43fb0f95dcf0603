import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

export interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

/**
 * Runs a JavaScript program of the project on this Node, logged in nowhere and with analytics off.
 * @param keys what a person would type, such as a newline that takes the first choice of a list
 */
export const runProgram = (
  args: readonly string[],
  cwd = root,
  env: Readonly<Record<string, string>> = {},
  keys = '',
): Promise<Outcome> =>
  new Promise((resolve) => {
    const program = spawn(process.execPath, args, {
      cwd,
      env: {
        ...process.env,
        DISABLE_ZAPIER_ANALYTICS: '1',
        NO_UPDATE_NOTIFIER: '1',
        ZAPIER_DEPLOY_KEY: '',
        FORCE_COLOR: '0',
        NO_COLOR: '1',
        ...env,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // Without keys the program meets the end of its input; with them it must stay open until it has read them.
    if (keys) program.stdin.write(keys);
    else program.stdin.end();
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    program.stdout.on('data', keep);
    program.stderr.on('data', keep);
    program.on('error', (error) => resolve({ ok: false, output: `${output}${error.message}` }));
    program.on('close', (code) => resolve({ ok: code === 0, output }));
  });
