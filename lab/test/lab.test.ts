import type { Locator, Page } from 'playwright-core';
import { type OpenLab, openLab } from './open-lab.ts';

let lab: OpenLab;

beforeAll(async () => {
  lab = await openLab();
}, 60_000);

afterAll(() => lab.close());

const region = (page: Page, name: string): Locator => page.getByRole('region', { name });

const openStep = (page: Page, name: string): Promise<void> =>
  region(page, 'Zaps').getByRole('link', { name, exact: true }).click();

const field = (page: Page, label: string): Locator => region(page, 'Zaps').getByLabel(label, { exact: true });

const runStep = (page: Page): Promise<void> => page.getByRole('button', { name: 'Run step' }).click();

const fillSms = async (page: Page, recipient: string, body: string): Promise<void> => {
  await openStep(page, 'Send SMS');
  await field(page, 'Originator').fill('447700900800');
  await field(page, 'Recipient').fill(recipient);
  await field(page, 'Message Body').fill(body);
};

test('a message that is sent reaches the phone and the wire', async () => {
  const { page, complaints } = await lab.newPage();
  await fillSms(page, '+44 7700 900123', 'Hi {{first_name}}, see you at six');
  await runStep(page);
  await region(page, 'Phones').getByText('Hi {{first_name}}, see you at six').waitFor();
  await region(page, 'Zaps').getByText('accepted').waitFor();
  await region(page, 'Wire').getByRole('button', { name: '/send/single' }).last().click();
  await region(page, 'Wire').getByText('"recipient": "447700900123"').first().waitFor();
  expect(await region(page, 'Wire').textContent()).toContain('Bearer •••');
  expect(complaints).toEqual([]);
});
