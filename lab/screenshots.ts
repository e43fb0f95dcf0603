import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));

const WIDE = { width: 1440, height: 900 };

const zaps = (page: Page) => page.getByRole('region', { name: 'Zaps' });
const phones = (page: Page) => page.getByRole('region', { name: 'Phones' });
const wire = (page: Page) => page.getByRole('region', { name: 'Wire' });

const openStep = (page: Page, name: string) => zaps(page).getByRole('link', { name, exact: true }).click();

const fill = (page: Page, label: string, text: string) =>
  zaps(page).getByLabel(label, { exact: true }).fill(text);

const send = async (page: Page, recipient: string, body: string): Promise<void> => {
  await openStep(page, 'Send SMS');
  await fill(page, 'Originator', '447700900800');
  await fill(page, 'Recipient', recipient);
  await fill(page, 'Message Body', body);
  await page.getByRole('button', { name: 'Run step' }).click();
};

const turnOn = async (page: Page, trigger: string): Promise<void> => {
  await openStep(page, trigger);
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('button', { name: 'Turn off' }).waitFor();
};

const LINK = 'https://bakery.example.com/cakes/order-1044';

/** A morning at a bakery: messages go out, one fails, people answer. */
const play = async (page: Page): Promise<void> => {
  await turnOn(page, 'New Delivery Receipt');
  for (const [recipient, body] of [
    ['+447700900124', 'Your bread is ready.'],
    ['+447700900903', 'Your cake is ready.'],
    ['+353850000125', 'We open at ten tomorrow.'],
  ] as const) {
    await send(page, recipient, body);
    await zaps(page).getByText(recipient.slice(1)).first().waitFor();
  }
  await zaps(page).getByLabel('Shorten URLs', { exact: true }).selectOption('true');
  await send(page, '+447700900123', `Your cake is ready: ${LINK} Reply YES to have it delivered.`);
  await phones(page).getByText('Your cake is ready').waitFor();
  await turnOn(page, 'New Inbound Message');
  await phones(page).getByLabel('Reply').fill('Yes please, at six');
  await page.keyboard.press('Enter');
  await zaps(page).getByText('Yes please, at six').first().waitFor();
};

/** Makes the pictures of the README from the page itself. */
export const takeScreenshots = async (url: string): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const browser = await launchBrowser();
  const context = await browser.newContext({ viewport: WIDE, deviceScaleFactor: 1.5 });
  const page = await context.newPage();
  await page.addInitScript(() => localStorage.setItem('lab:toured', 'yes'));
  await page.goto(url);
  await play(page);
  await wire(page).getByRole('button', { name: 'send/single' }).last().click();
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: `${folder}lab.png` });

  await send(page, '07700 900123', 'Hello');
  await zaps(page).getByText('country code').first().waitFor();
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: `${folder}lab-dark.png` });
  await browser.close();
  console.log(`Saved lab.png and lab-dark.png in ${folder}`);
};
