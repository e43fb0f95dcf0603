import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../browser.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

type PageOptions = BrowserContextOptions & { path?: string };

/** The lab as `npm run lab` starts it, and a real Chromium. */
export interface OpenLab {
  readonly url: string;
  /**
   * A page of a new browser profile, which closes with the test; whatever goes wrong in it is in `complaints`.
   * Tests that run side by side hand in their own `onTestFinished`.
   */
  newPage(options?: PageOptions, finished?: typeof onTestFinished): Promise<LabPage>;
  /** Posts to the lab's own API, such as `mobivate/faults`. */
  post(path: string, body: object): Promise<Response>;
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
  { path = '', ...options }: PageOptions,
  finished: typeof onTestFinished,
): Promise<LabPage> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  finished(() => context.close());
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
    newPage: (options = {}, finished = onTestFinished) => openPage(browser, url, options, finished),
    post: (path, body) =>
      fetch(`${url}/api/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    close: async () => {
      await browser.close();
      program.kill();
      await once(program, 'exit');
    },
  };
};
