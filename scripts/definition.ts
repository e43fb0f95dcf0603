// Writes the description of the version that is about to be released, unless it would break Zaps in use.
import { startZapier } from '../sandbox/zapier/index.ts';
import app from '../src/index.ts';
import { describeApp } from './compatibility/description.ts';
import { breakages, RELEASED, readReleased, tellBreakages, writeReleased } from './compatibility/released.ts';

const zapier = await startZapier(app);
try {
  const description = await describeApp(zapier);
  const released = readReleased();
  const found = released === null ? [] : breakages(released, description);
  if (found.length > 0) {
    console.error(
      `These changes break Zaps in use, so ${RELEASED} stays as it is. Undo them, or release a new major version:`,
    );
    for (const line of tellBreakages(found)) console.error(`- ${line}`);
    process.exitCode = 1;
  } else {
    writeReleased(description);
    console.log(`${RELEASED} now describes this version.`);
  }
} finally {
  await zapier.close();
}
