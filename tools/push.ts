// Uploads an app to Zapier, as the version of the package.json or as a preview that can never be promoted.
import { parseArgs } from 'node:util';
import { appNamed } from './apps.ts';
import { NotReady, openPlatform } from './publishing/platform.ts';
import { push } from './publishing/publish.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { snapshot: { type: 'string' } },
});

try {
  const platform = await openPlatform(appNamed(positionals[0]), process.env);
  try {
    console.log(await push(platform, values.snapshot));
  } finally {
    platform.close();
  }
} catch (error) {
  if (!(error instanceof NotReady)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
