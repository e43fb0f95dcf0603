// Builds an app and runs the `invoke` of Zapier's CLI in its folder, so that it never runs an old bundle.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { appNamed, folderOf } from './apps.ts';
import { buildApp } from './build.ts';
import { CLI } from './publishing/platform.ts';

/** Whether the app would reach the real gateway: nothing names another address for it. */
const reachesGateway = (app: string): boolean => {
  const variable = `${app.toUpperCase()}_API_URL`;
  const file = `${folderOf(app)}/.env`;
  const kept = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return !process.env[variable] && !kept[variable];
};

const invoke = (app: string, args: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const program = spawn(process.execPath, [CLI, 'invoke', ...args], {
      cwd: folderOf(app),
      env: { ...process.env, DISABLE_ZAPIER_ANALYTICS: '1' },
      stdio: 'inherit',
    });
    program.on('error', reject);
    program.on('close', (code) => resolve(code ?? 1));
  });

try {
  const [, , name, ...args] = process.argv;
  const app = appNamed(name);
  await buildApp(app);
  if (reachesGateway(app)) {
    console.error(
      `${app.toUpperCase()}_API_URL is not set: this reaches the real gateway, where a send costs money. Copy .env.example to .env in apps/${app} to use the sandbox.`,
    );
  }
  process.exitCode = await invoke(app, args);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
