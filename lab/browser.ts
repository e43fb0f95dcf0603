import chromiumPackage from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** As root, which containers run as, Chromium has no sandbox of its own. */
const ARGUMENTS = ['--no-sandbox', '--font-render-hinting=none'];

/** A Chromium that is installed, or the one that comes as a package and runs on Linux x64. */
export const launchBrowser = async (): Promise<Browser> => {
  if (process.platform === 'linux' && process.arch === 'x64') {
    const executablePath = await chromiumPackage.executablePath();
    return chromium.launch({ executablePath, args: ARGUMENTS, headless: true });
  }
  const failures: string[] = [];
  for (const channel of ['chrome', 'chromium', 'msedge']) {
    try {
      return await chromium.launch({ channel, headless: true });
    } catch (error) {
      failures.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    }
  }
  throw new Error(`No browser could be started. Install Chrome or Chromium. ${failures.join(' ')}`);
};
