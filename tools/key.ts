// Gets or makes the API key of a Classic account from its login, for the person who runs the account.
import { parseArgs } from 'node:util';
import { confirm, input, password } from '@inquirer/prompts';

const API = process.env.MOBIVATE_API_URL ?? 'https://api.mobivatebulksms.com';

const USAGE = `Usage: npm run key -- get      shows the present API key of a Classic account
       npm run key -- create   makes a new one, which revokes the present key (asks first; --yes does not ask)

The login is asked for, or read from MOBIVATE_USERNAME and MOBIVATE_PASSWORD; it is never taken from the command line.`;

class Problem extends Error {}

const ask = async (name: string, prompt: () => Promise<string>): Promise<string> => {
  const given = process.env[name];
  if (given) return given;
  if (!process.stdin.isTTY) throw new Problem(`Set ${name}, because there is no terminal to ask for it.`);
  return prompt();
};

const mayRevoke = async (yes: boolean): Promise<boolean> => {
  if (yes) return true;
  if (!process.stdin.isTTY) {
    throw new Problem('Creating a key revokes the present one: add --yes if that is what you want.');
  }
  return confirm({
    message: 'Creating a key revokes the present one: every Zap and program that uses it stops. Create it?',
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
      'Mobivate did not answer: check the connection and try again. After "create", use "get" first.',
    );
  }
};

const readKey = async (response: Response): Promise<string> => {
  if (response.status === 401) throw new Problem('Mobivate does not accept this username and password.');
  const body: unknown = await response.json().catch(() => null);
  const key = typeof body === 'object' && body !== null && 'apiKey' in body ? body.apiKey : null;
  if (!response.ok || typeof key !== 'string' || !key) {
    throw new Problem(
      `Mobivate gave no key (HTTP ${response.status}): try again later. After "create", use "get" first.`,
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
  if (command === 'create' && !(await mayRevoke(values.yes))) throw new Problem('Nothing was changed.');
  const login = {
    username: await ask('MOBIVATE_USERNAME', () => input({ message: 'Mobivate username', required: true })),
    password: await ask('MOBIVATE_PASSWORD', () => password({ message: 'Mobivate password' })),
  };
  console.log(await readKey(await request(command === 'get' ? '/auth/getkey' : '/auth/createkey', login)));
};

try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : 'Something unexpected happened.');
  process.exitCode = 1;
}
