// Writes the description of the version of an app that is about to be released, unless it would break Zaps in use.
import { startZapier } from '../sandbox/zapier/index.ts';
import { APPS, appNamed, loadApp } from './apps.ts';
import { describeApp } from './compatibility/description.ts';
import {
  breakages,
  readReleased,
  releasedFile,
  tellBreakages,
  writeReleased,
} from './compatibility/released.ts';

const keep = async (app: string): Promise<void> => {
  const zapier = await startZapier(await loadApp(app));
  try {
    const description = await describeApp(app, zapier);
    const released = readReleased(app);
    const found = released === null ? [] : breakages(app, released, description);
    if (found.length > 0) {
      console.error(
        `These changes break Zaps in use, so ${releasedFile(app)} stays as it is. Undo them, or release a new major version:`,
      );
      for (const line of tellBreakages(found)) console.error(`- ${line}`);
      process.exitCode = 1;
      return;
    }
    writeReleased(app, description);
    console.log(`${releasedFile(app)} now describes this version.`);
  } finally {
    await zapier.close();
  }
};

const [, , name] = process.argv;
for (const app of name === undefined ? APPS : [appNamed(name)]) await keep(app);
