import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../browser.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The lab as `npm run lab` starts it, and a real Chromium. */
export interface OpenLab {
  readonly url: string;
  /** A page of a new browser profile; whatever goes wrong in it is in `complaints`. */
  newPage(options?: BrowserContextOptions & { path?: string }): Promise<LabPage>;
  closePages(): Promise<void>;
  close(): Promise<void>;
}

export interface LabPage {
  readonly page: Page;
  /** Errors and warnings of the console, exceptions, and requests that failed. */
  readonly complaints: string[];
}

const addressOf = async (program: ChildProcess): Promise<string> => {
  if (!program.stdout) throw new Error('the lab has no output');
  for await (const line of createInterface(program.stdout)) {
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (address) return address;
  }
  throw new Error('the lab ended before it was open');
};

/** What the page complains of, from now on. */
export const listenForComplaints = (page: Page): string[] => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
  page.on('requestfailed', (request) => {
    if (!request.url().endsWith('/events')) complaints.push(`${request.url()} failed`);
  });
  return complaints;
};

const openPage = async (
  browser: Browser,
  url: string,
  { path = '', ...options }: BrowserContextOptions & { path?: string },
): Promise<LabPage> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints = listenForComplaints(page);
  await page.goto(`${url}/${path}`);
  await page.getByRole('region', { name: 'Zaps' }).waitFor();
  return { page, complaints };
};

/** Starts the lab in a process of its own, with the apps as they were built last. */
export const openLab = async (): Promise<OpenLab> => {
  const program = spawn(process.execPath, ['lab/server/main.ts', '--port', '0', '--no-build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url, browser] = await Promise.all([addressOf(program), launchBrowser()]);
  return {
    url,
    newPage: (options = {}) => openPage(browser, url, options),
    closePages: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    close: async () => {
      await browser.close();
      program.kill();
      await once(program, 'exit');
    },
  };
};
