// Shows or creates the API key of a Mobivate Classic account, using its login.
import { parseArgs } from 'node:util';
import { confirm, input, password } from '@inquirer/prompts';

const API = process.env.MOBIVATE_API_URL ?? 'https://api.mobivatebulksms.com';

const USAGE = `Usage: npm run key -- get      shows the current API key of a Classic account
       npm run key -- create   makes a new one, which revokes the present key (asks first; --yes does not ask)

The login is asked for, or read from MOBIVATE_USERNAME and MOBIVATE_PASSWORD; it is never taken from the command line.`;

class Problem extends Error {}

const ask = async (name: string, prompt: () => Promise<string>): Promise<string> => {
  const given = process.env[name];
  if (given) return given;
  if (!process.stdin.isTTY)
    throw new Problem(`Set ${name}. Without a terminal, this command cannot ask for it.`);
  return prompt();
};

const mayRevoke = async (yes: boolean): Promise<boolean> => {
  if (yes) return true;
  if (!process.stdin.isTTY) {
    throw new Problem('Creating a key revokes the current one. Add --yes to confirm.');
  }
  return confirm({
    message:
      'Creating a key revokes the current one. Every Zap and program that uses it stops working. Continue?',
    default: false,
  });
};

const request = async (path: string, login: object): Promise<Response> => {
  try {
    return await fetch(`${API}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(login),
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
    });
  } catch {
    throw new Problem(
      'Mobivate did not respond. Check your connection and try again. If you ran "create", run "get" first: the key may have changed.',
    );
  }
};

const readKey = async (response: Response): Promise<string> => {
  if (response.status === 401)
    throw new Problem('Mobivate rejected this username and password. Check both and try again.');
  const body: unknown = await response.json().catch(() => null);
  const key = typeof body === 'object' && body !== null && 'apiKey' in body ? body.apiKey : null;
  if (!response.ok || typeof key !== 'string' || !key) {
    throw new Problem(
      `Mobivate returned no key (HTTP ${response.status}). Try again later. If you ran "create", run "get" first: the key may have changed.`,
    );
  }
  return key;
};

const run = async (): Promise<void> => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { yes: { type: 'boolean', default: false } },
  });
  const [command, ...more] = positionals;
  if ((command !== 'get' && command !== 'create') || more.length > 0) throw new Problem(USAGE);
  if (command === 'create' && !(await mayRevoke(values.yes)))
    throw new Problem('Cancelled. Nothing was changed.');
  const login = {
    username: await ask('MOBIVATE_USERNAME', () => input({ message: 'Mobivate username', required: true })),
    password: await ask('MOBIVATE_PASSWORD', () => password({ message: 'Mobivate password' })),
  };
  console.log(await readKey(await request(command === 'get' ? '/auth/getkey' : '/auth/createkey', login)));
};

try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : 'Something unexpected went wrong.');
  process.exitCode = 1;
}
