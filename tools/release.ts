// Uploads the version of an app that a tag names and promotes it, if nothing stands in its way; can be run again after any failure.
import { parseArgs } from 'node:util';
import { APPS } from './apps.ts';
import { readCandidate } from './publishing/candidate.ts';
import { objections } from './publishing/guards.ts';
import { NotReady, openPlatform } from './publishing/platform.ts';
import { publish } from './publishing/publish.ts';

const USAGE = `Usage: npm run release -- mobivate-v1.2.0           uploads the version and promotes it
       npm run release -- --check mobivate-v1.2.0   only says what stands in its way`;

/** The app of a tag such as `mobivate-v1.2.0`. */
const appOf = (tag: string): string => {
  const app = APPS.find((name) => tag.startsWith(`${name}-v`));
  if (app === undefined) throw new NotReady(`The tag ${tag} names no app: write it like mobivate-v1.2.0.`);
  return app;
};

const release = async (tag: string, onlyCheck: boolean): Promise<void> => {
  const app = appOf(tag);
  const candidate = await readCandidate(app, tag);
  const found = objections(candidate);
  if (found.length > 0) throw new NotReady(found.join('\n'));
  console.log(`Nothing stands in the way of ${tag}.`);
  if (onlyCheck) return;
  const platform = await openPlatform(app, process.env);
  try {
    for (const line of await publish(platform, candidate.version)) console.log(line);
  } finally {
    platform.close();
  }
};

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { check: { type: 'boolean', default: false } },
  });
  const [tag, ...more] = positionals;
  if (tag === undefined || more.length > 0) throw new NotReady(USAGE);
  await release(tag, values.check);
} catch (error) {
  if (!(error instanceof NotReady)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
