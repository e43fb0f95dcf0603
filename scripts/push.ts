// Uploads the app to Zapier, as the version of the package.json or as a preview that can never be promoted.
import { parseArgs } from 'node:util';
import { NotReady, openPlatform } from './publishing/platform.ts';
import { push } from './publishing/publish.ts';

const { values } = parseArgs({ options: { snapshot: { type: 'string' } } });

try {
  const platform = await openPlatform(process.env);
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
