import type { Locator, Page } from 'playwright-core';

/** What a person does on the page, by the names that the page gives. */

export const region = (page: Page, name: string): Locator => page.getByRole('region', { name });

export const openStep = (page: Page, name: string): Promise<void> =>
  region(page, 'Zaps').getByRole('link', { name, exact: true }).click();

export const field = (page: Page, label: string): Locator =>
  region(page, 'Zaps').getByLabel(label, { exact: true });

export const runStep = (page: Page): Promise<void> => page.getByRole('button', { name: 'Run step' }).click();

export const fillSms = async (page: Page, recipient: string, body: string): Promise<void> => {
  await openStep(page, 'Send SMS');
  await field(page, 'Originator').fill('447700900800');
  await field(page, 'Recipient').fill(recipient);
  await field(page, 'Message Body').fill(body);
};

export const turnOn = async (page: Page, trigger: string): Promise<void> => {
  await openStep(page, trigger);
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('button', { name: 'Turn off' }).waitFor();
};

export const turnOff = async (page: Page, trigger: string): Promise<void> => {
  await openStep(page, trigger);
  await page.getByRole('button', { name: 'Turn off' }).click();
  await page.getByRole('button', { name: 'Turn on' }).waitFor();
};

export const reply = async (page: Page, text: string): Promise<void> => {
  await region(page, 'Phones').getByLabel('Reply').fill(text);
  await page.keyboard.press('Enter');
};

/** The latest run of the open form, whose result or error is unfolded. */
export const latestRun = (page: Page): Locator => region(page, 'Zaps').locator('details.run').first();

/** The button of a fault. */
export const fault = (page: Page, name: string, pressed: boolean): Locator =>
  region(page, 'Trouble').getByRole('button', { name, pressed });
