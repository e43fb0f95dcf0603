// Keeps the definition of the version of an app that is about to be released, unless it would break Zaps in use.
import { startZapier } from '../sandbox/zapier/index.ts';
import { APPS, appNamed, loadApp } from './apps.ts';
import { describeApp } from './compatibility/description.ts';
import {
  breakages,
  definitionFile,
  keepDefinition,
  readReleased,
  tellBreakages,
} from './compatibility/released.ts';

const keep = async (app: string): Promise<void> => {
  const zapier = await startZapier(await loadApp(app));
  try {
    const description = await describeApp(app, zapier);
    const found = breakages(app, readReleased(app), description);
    if (found.length > 0) {
      console.error(
        `${definitionFile(app)} was not changed, because these changes break Zaps in use. Undo them, or release a new major version:`,
      );
      for (const line of tellBreakages(found)) console.error(`- ${line}`);
      process.exitCode = 1;
      return;
    }
    keepDefinition(app, description);
    console.log(`${definitionFile(app)} now describes this version.`);
  } finally {
    await zapier.close();
  }
};

const [, , name] = process.argv;
for (const app of name === undefined ? APPS : [appNamed(name)]) await keep(app);
