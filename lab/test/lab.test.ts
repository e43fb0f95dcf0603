import { execFileSync } from 'node:child_process';
import {
  fault,
  field,
  fillSms,
  latestRun,
  openStep,
  region,
  reply,
  runStep,
  turnOff,
  turnOn,
} from './on-page.ts';
import { listenForComplaints, type OpenLab, openLab } from './open-lab.ts';

let lab: OpenLab;

/** A step that gets no answer takes as long as Zapier lets it, so it runs beside the other tests. */
let unanswered: Promise<unknown>;

beforeAll(async () => {
  lab = await openLab();
  await lab.post('mobivate/faults', { fault: 'hang', always: false });
  const form = { kind: 'creates', key: 'add_optout', connection: 'classicOther', test: false };
  unanswered = Promise.allSettled([
    lab.post('mobivate/run', { ...form, values: { mobile: '+447700900199' } }),
  ]);
}, 60_000);

afterAll(() => lab.close());

/** Longer than any wait inside a test, which then says what it waited for. */
vi.setConfig({ testTimeout: 90_000 });

describe('a step', () => {
  test('sends a message that reaches the phone and the wire', async () => {
    const { page, complaints } = await lab.newPage();
    await fillSms(page, '+44 7700 900123', 'Hi {{first_name}}, see you at six');
    await runStep(page);
    await region(page, 'Phones').getByText('Hi {{first_name}}, see you at six').waitFor();
    await latestRun(page).getByText('accepted').waitFor();
    await region(page, 'Wire').getByRole('button', { name: '/send/single' }).last().click();
    await region(page, 'Wire').getByText('"recipient": "447700900123"').first().waitFor();
    expect(complaints).toEqual([]);
  });

  test('never shows a key on the page', async () => {
    const { page } = await lab.newPage();
    await fillSms(page, '+447700900123', 'Hello');
    await runStep(page);
    await latestRun(page).getByText('accepted').waitFor();
    await region(page, 'Wire').getByRole('button', { name: '/send/single' }).last().click();
    await region(page, 'Wire').getByText('header').first().click();
    await region(page, 'Wire').getByText('Bearer •••').waitFor();
    const events = await page.evaluate(async () => {
      const { body } = await fetch('/api/mobivate/events');
      const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      while (reader && !text.includes('\n\n')) text += (await reader.read()).value ?? '';
      return text;
    });
    expect(events).toContain('/send/single');
    expect(events).not.toMatch(/Bearer [\w-]/);
  });

  test('with a bad number shows the sentence of the app, its class and what Zapier does', async () => {
    const { page, complaints } = await lab.newPage();
    await fillSms(page, '07700 900123', 'Hello');
    await runStep(page);
    await latestRun(page).getByText('07700 900123').first().waitFor();
    await latestRun(page).getByText('country code').waitFor();
    expect(await latestRun(page).locator('strong').textContent()).toBe('Error');
    await latestRun(page).getByText('Autoreplay').waitFor();
    expect(complaints).toEqual([]);
  });

  test('with an empty required field is not run', async () => {
    const { page } = await lab.newPage();
    await openStep(page, 'Add Opt-Out');
    await field(page, 'Mobile Number').waitFor();
    await runStep(page);
    await region(page, 'Zaps')
      .getByRole('alert')
      .getByText('A required field is empty: Mobile Number.')
      .waitFor();
  });

  test('that waits for delivery goes on when the receipt comes', async () => {
    const { page } = await lab.newPage({ path: '#/mobivate/creates/send_sms?connection=vortex' });
    await fillSms(page, '+447700900131', 'Tell me when it is there');
    await field(page, 'Wait for Delivery').selectOption({ label: 'Yes' });
    await runStep(page);
    await latestRun(page).getByText('Went on').waitFor();
    await latestRun(page).getByRole('row', { name: 'Delivery Status' }).first().waitFor();
  });

  test('of an opted-out person stops softly', async () => {
    const { page } = await lab.newPage();
    await fillSms(page, '+447700900132', 'Hello');
    await runStep(page);
    await region(page, 'Phones').getByRole('heading', { name: '+44 7700 900132' }).waitFor();
    await region(page, 'Phones').getByRole('button', { name: 'STOP' }).click();
    await region(page, 'Phones').locator('.out').getByText('STOP').waitFor();
    await runStep(page);
    await latestRun(page).getByText('HaltedError').waitFor();
    await latestRun(page).getByText('It never counts against the Zap.').waitFor();
  });
});

describe('a form', () => {
  test('offers the choices of a dynamic dropdown, and searches them', async () => {
    const { page } = await lab.newPage();
    await fillSms(page, '+447700900123', 'Hello');
    await runStep(page);
    await latestRun(page).getByText('accepted').waitFor();
    await field(page, 'Originator').fill('');
    await field(page, 'Originator').fill('0800');
    await page.getByRole('option', { name: '447700900800' }).click();
    expect(await field(page, 'Originator').inputValue()).toBe('447700900800');
  });

  test('shows the fields of the chosen connection only', async () => {
    const { page } = await lab.newPage();
    await openStep(page, 'Send SMS');
    await field(page, 'Campaign').waitFor();
    await page.getByLabel('Connection').selectOption('vortex');
    await field(page, 'Wait for Delivery').waitFor();
    expect(await field(page, 'Campaign').count()).toBe(0);
  });

  test('passes choices, yes and no, whole numbers and times on as Zapier does', async () => {
    const { page } = await lab.newPage();
    await fillSms(page, '+447700900123', 'Hello');
    await field(page, 'Schedule At').fill('tomorrow at 9:30');
    await field(page, 'Max Parts').fill('2');
    await field(page, 'Plain Punctuation').selectOption({ label: 'Yes' });
    await field(page, 'If Recipient Opted Out').selectOption('continue');
    await runStep(page);
    await latestRun(page).getByText('scheduled', { exact: true }).waitFor();
    await latestRun(page).getByText('Input as the app got it').click();
    const input = JSON.parse((await latestRun(page).locator('.input pre').textContent()) ?? '');
    expect(input).toMatchObject({ max_parts: 2, plain_punctuation: true, on_opted_out: 'continue' });
    expect(input.schedule_at).toMatch(/^\d{4}-\d\d-\d\dT09:30:00\+00:00$/);
  });

  test('takes lists item by item', async () => {
    const { page } = await lab.newPage();
    await openStep(page, 'Send Bulk SMS');
    await field(page, 'Originator').fill('Bakery');
    await field(page, 'Recipients').fill('+447700900141');
    await region(page, 'Zaps').getByRole('button', { name: 'Add', exact: true }).first().click();
    await field(page, 'Item 2').fill('+447700900142');
    await field(page, 'Message Body').first().fill('Hello both');
    await runStep(page);
    await latestRun(page).getByRole('row', { name: 'Accepted (rows) 2' }).waitFor();
  });

  test('shows a copy field as text that cannot be filled in', async () => {
    const { page } = await lab.newPage({ path: '#/mobivate/creates/send_bulk_sms' });
    await region(page, 'Zaps').getByText('Choose one: send everyone the same text').waitFor();
    await field(page, 'Recipients').waitFor();
    expect(await region(page, 'Zaps').locator('[id="field-choose_one"]').count()).toBe(0);
  });

  test('sends the file of a link, which arrives on the phone', async () => {
    const { page } = await lab.newPage({ path: '#/mottasl/creates/send_whatsapp_file' });
    await reply(page, 'Where is my invoice?');
    await region(page, 'Phones').locator('.out').getByText('Where is my invoice?').waitFor();
    await field(page, 'Recipient').fill('+966501234567');
    await field(page, 'File URL').fill('https://files.example.org/invoice-77.pdf');
    await runStep(page);
    await region(page, 'Phones').getByText('invoice-77.pdf').waitFor();
  });

  test('takes line items row by row', async () => {
    const { page } = await lab.newPage();
    await openStep(page, 'Send Bulk SMS');
    await field(page, 'Originator').fill('Bakery');
    const rows = region(page, 'Zaps').getByRole('group', { name: 'Messages' });
    await rows.getByLabel('Recipient', { exact: true }).fill('+447700900143');
    await rows.getByLabel('Message Body', { exact: true }).fill('One');
    await rows.getByRole('button', { name: 'Add row' }).click();
    const second = rows.getByRole('group', { name: 'Row 2' });
    await second.getByLabel('Recipient', { exact: true }).fill('12');
    await second.getByLabel('Message Body', { exact: true }).fill('Two');
    await runStep(page);
    await latestRun(page).getByRole('row', { name: 'Invalid (rows) 1' }).waitFor();
    await latestRun(page).getByText('Results 2', { exact: true }).waitFor();
  });

  test('takes pairs of a name and a value', async () => {
    const { page } = await lab.newPage({ path: '#/mobivate/creates/create_contact?connection=vortex' });
    await openStep(page, 'Create Contact');
    await field(page, 'Mobile Number').fill('+447700900144');
    await field(page, 'Custom Fields').fill('city');
    await field(page, 'Value 1').fill('Leeds');
    await runStep(page);
    await latestRun(page).getByText('Success').waitFor();
    await latestRun(page).getByText('Input as the app got it').click();
    await latestRun(page).getByText('"city": "Leeds"').waitFor();
  });

  test('inserts what another step gave', async () => {
    const { page } = await lab.newPage();
    await fillSms(page, '+447700900123', 'Find me');
    await runStep(page);
    await latestRun(page).getByText('accepted').waitFor();
    await openStep(page, 'Find Message');
    await region(page, 'Zaps').getByRole('button', { name: 'Insert data' }).first().click();
    await region(page, 'Zaps')
      .getByRole('button', { name: /^Message ID/ })
      .first()
      .click();
    await runStep(page);
    await latestRun(page).getByText('Find me').waitFor();
  });

  test('is opened filled in by a link, and comes back after a reload', async () => {
    const { page } = await lab.newPage({
      path: '#/mobivate/creates/send_sms?recipient=447700900133&body=From%20a%20link&connection=vortex',
    });
    await expect.poll(() => field(page, 'Recipient').inputValue()).toBe('447700900133');
    expect(await field(page, 'Message Body').inputValue()).toBe('From a link');
    await field(page, 'Originator').fill('Bakery');
    await runStep(page);
    await latestRun(page).getByText('accepted').waitFor();
    await page.reload();
    await latestRun(page).getByText('accepted').waitFor();
    expect(await field(page, 'Originator').inputValue()).toBe('Bakery');
    expect(await page.getByLabel('Connection').inputValue()).toBe('vortex');
    await region(page, 'Wire').getByRole('button', { name: '/send/single' }).first().waitFor();
  });
});

describe('a Zap', () => {
  test('starts at a reply, and its event arrives in every tab', async () => {
    const { page, complaints } = await lab.newPage();
    const other = await page.context().newPage();
    const others = listenForComplaints(other);
    await other.goto(`${lab.url}/#/mobivate/triggers/inbound_message`);
    await turnOn(page, 'New Inbound Message');
    await reply(page, 'Yes please, at six');
    for (const tab of [page, other]) await latestRun(tab).getByText('Yes please, at six').waitFor();
    await region(page, 'Wire').getByRole('button', { name: '/hooks/mobivate' }).last().waitFor();
    await turnOff(page, 'New Inbound Message');
    expect([...complaints, ...others]).toEqual([]);
  });

  test('on an event that another Zap has is refused with what to do', async () => {
    const { page } = await lab.newPage();
    await turnOn(page, 'New Link Click');
    await page.getByRole('button', { name: 'Add a second Zap' }).click();
    await latestRun(page).getByText('Take Over').waitFor();
    await latestRun(page).getByText('The Zap is not switched on.').waitFor();
    await turnOff(page, 'New Link Click');
  });

  test('that polls finds what is new', async () => {
    const { page } = await lab.newPage();
    await turnOn(page, 'New Message in Log');
    await fillSms(page, '+447700900123', 'Polled');
    await runStep(page);
    await latestRun(page).getByText('accepted').waitFor();
    await openStep(page, 'New Message in Log');
    await page.getByRole('button', { name: 'Poll now' }).click();
    await latestRun(page).getByText('Polled').waitFor();
    await turnOff(page, 'New Message in Log');
  });
});

test('the relay gives Vortex instant receipts, also after the clock has jumped', async () => {
  const { page } = await lab.newPage({ path: '#/mobivate/triggers/delivery_receipt?connection=vortex' });
  await page.getByLabel('Relay').check();
  await turnOn(page, 'New Delivery Receipt');
  await region(page, 'Trouble').getByRole('button', { name: '+1 h' }).click();
  await fillSms(page, '+447700900134', 'By relay');
  await runStep(page);
  await latestRun(page).getByText('accepted').waitFor();
  await openStep(page, 'New Delivery Receipt');
  await latestRun(page).getByText('DELIVERED', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Add a second Zap' }).click();
  await region(page, 'Zaps')
    .getByText(/Zap \d+ is on/)
    .nth(1)
    .waitFor();
  await page.getByRole('button', { name: 'Turn off' }).click();
  await page.getByRole('button', { name: 'Add a second Zap' }).waitFor();
  await turnOff(page, 'New Delivery Receipt');
  await page.getByLabel('Relay').uncheck();
});

describe('a phone', () => {
  test('that is switched off gets nothing', async () => {
    const { page } = await lab.newPage();
    await fillSms(page, '+447700900124', 'Hello');
    await runStep(page);
    await region(page, 'Phones').getByRole('heading', { name: '+44 7700 900124' }).waitFor();
    await region(page, 'Phones').getByLabel('Phone is').selectOption({ label: 'Switched off' });
    await field(page, 'Message Body').fill('Are you there?');
    await runStep(page);
    await region(page, 'Phones').getByText('did not arrive · EXPIRED').waitFor();
    expect(await region(page, 'Phones').getByText('Are you there?').count()).toBe(0);
    await region(page, 'Phones').getByLabel('Phone is').selectOption({ label: 'On' });
  });

  test('gets a scheduled message when its time has come', async () => {
    const { page } = await lab.newPage();
    await fillSms(page, '+447700900124', 'An hour later');
    await field(page, 'Schedule At').fill('in 50 minutes');
    await runStep(page);
    await latestRun(page).getByText('scheduled', { exact: true }).waitFor();
    await region(page, 'Phones').getByText('on its way · SCHEDULED').waitFor();
    await region(page, 'Trouble').getByRole('button', { name: '+1 h' }).click();
    await region(page, 'Phones').getByText('An hour later').waitFor();
  });
});

describe('the wire', () => {
  test('copies a request as a curl command that a shell understands', async () => {
    const { page } = await lab.newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    await fillSms(page, '+447700900123', 'It\'s ready: $5 & "more"');
    await runStep(page);
    await latestRun(page).getByText('accepted').waitFor();
    await region(page, 'Wire').getByRole('button', { name: '/send/single' }).last().click();
    await region(page, 'Wire').getByRole('button', { name: 'Copy as curl' }).click();
    await region(page, 'Wire').locator('.icon-button.done').waitFor();
    const command: string = await page.evaluate('navigator.clipboard.readText()');
    const shown = execFileSync('sh', ['-c', `curl() { printf '%s\\0' "$@"; }; KEY=secret; ${command}`]);
    const words = shown.toString().split('\0');
    expect(words).toEqual(expect.arrayContaining(['-X', 'POST', '-H', 'Authorization: Bearer secret', '-d']));
    expect(words.find((word) => word.endsWith('/send/single'))).toMatch(/^http:/);
    expect(JSON.parse(words[words.indexOf('-d') + 1] ?? '')).toMatchObject({
      recipient: '447700900123',
      body: 'It\'s ready: $5 & "more"',
    });
  });

  test('shows what matches the filter only', async () => {
    const { page } = await lab.newPage();
    await fillSms(page, '+447700900123', 'Filter me');
    await runStep(page);
    await latestRun(page).getByText('accepted').waitFor();
    await region(page, 'Wire').getByLabel('Filter').fill('post 200 send sms');
    await region(page, 'Wire').getByRole('button', { name: '/send/single' }).last().waitFor();
    expect(await region(page, 'Wire').getByRole('button', { name: '/message?' }).count()).toBe(0);
    await region(page, 'Wire').getByLabel('Filter').fill('no such thing');
    await region(page, 'Wire').getByText('Nothing matches “no such thing”.').waitFor();
  });
});

describe('trouble', () => {
  const UNCLEAR = /Mobivate returned a server error\. This message may or may not have been sent\./;
  const cases: readonly (readonly [fault: string, shown: RegExp, sentence: RegExp])[] = [
    ['Latency', /^Success/, /accepted/],
    ['Drop after work', /^Success/, /accepted/],
    ['401 Unauthorized', /^ExpiredAuthError/, /rejected this Classic API key.*asks its owner to reconnect/s],
    ['402 Payment required', /^Error/, /out of credit.*Autoreplay/s],
    ['403 Forbidden', /^HaltedError/, /opted out.*never counts against the Zap/s],
    ['429 Too many requests', /^ThrottledError/, /too many requests.*again in \d+ seconds/s],
    ['500 Server error', /^Success/, UNCLEAR],
    ['HTML', /^Success/, UNCLEAR],
  ];

  test('of each kind ends in its sentence', async () => {
    const { page, complaints } = await lab.newPage();
    for (const [name, title, sentence] of cases) {
      await fault(page, name, false).click();
      await region(page, 'Trouble').getByRole('status').getByText(`${name}: `).waitFor();
      await fillSms(page, '+447700900123', `Through ${name}`);
      await fault(page, name, true).waitFor();
      await runStep(page);
      await fault(page, name, false).waitFor();
      const shown = (): Promise<string | null> => latestRun(page).textContent();
      await expect.poll(shown, { message: name, timeout: 12_000 }).toMatch(sentence);
      expect(await shown(), name).toMatch(title);
      await latestRun(page).getByText('Input as the app got it').click();
      await latestRun(page).getByText(`Through ${name}`).last().waitFor();
    }
    expect(complaints).toEqual([]);
  });

  test('that lasts hits every request until it is taken back', async () => {
    const { page } = await lab.newPage();
    await region(page, 'Trouble').getByLabel('Faults hit').selectOption({ label: 'every request' });
    await fault(page, '402 Payment required', false).click();
    await fillSms(page, '+447700900123', 'Twice');
    for (const _ of [1, 2]) {
      await runStep(page);
      await latestRun(page).getByText('credit').waitFor();
    }
    await fault(page, '402 Payment required', true).click();
    await fault(page, '402 Payment required', false).waitFor();
    await runStep(page);
    await latestRun(page).getByText('accepted').waitFor();
  });

  test('while choices or fields are loaded is a sentence in the form', async () => {
    const { page, complaints } = await lab.newPage({ path: '#/mottasl/creates/send_whatsapp_template' });
    await region(page, 'Trouble').getByLabel('Faults hit').selectOption({ label: 'every request' });
    await fault(page, '402 Payment required', false).click();
    await fault(page, '402 Payment required', true).waitFor();
    await field(page, 'Template').fill('opening_hours');
    await region(page, 'Zaps')
      .getByText(/Azeer.*(credit|balance|payment)/i)
      .first()
      .waitFor();
    await fault(page, '402 Payment required', true).click();
    await fault(page, '402 Payment required', false).waitFor();
    expect(complaints).toEqual([]);
  });

  test('of duplicate receipts posts each receipt twice', async () => {
    const { page } = await lab.newPage();
    await turnOn(page, 'New Delivery Receipt');
    await fault(page, 'Duplicate receipts', false).click();
    await fault(page, 'Duplicate receipts', true).waitFor();
    await fillSms(page, '+447700900151', 'Receipts twice');
    await field(page, 'Reference').fill('order-1051');
    await runStep(page);
    await latestRun(page).getByText('accepted').waitFor();
    await openStep(page, 'New Delivery Receipt');
    const rows = region(page, 'Wire').getByRole('button', { name: '/hooks/mobivate/' });
    await region(page, 'Wire').getByLabel('Filter').fill('webhook delivered order-1051');
    await rows.nth(1).waitFor();
    expect(await rows.count()).toBe(2);
    await fault(page, 'Duplicate receipts', true).click();
    await turnOff(page, 'New Delivery Receipt');
  });

  test('of late receipts leaves the message on its way until an hour has passed', async () => {
    const { page } = await lab.newPage();
    await fault(page, 'Late receipts', false).click();
    await fault(page, 'Late receipts', true).waitFor();
    await fillSms(page, '+447700900152', 'Late');
    await runStep(page);
    await region(page, 'Phones').getByRole('heading', { name: '+44 7700 900152' }).waitFor();
    await region(page, 'Phones').getByText('on its way · ACCEPTED').waitFor();
    await region(page, 'Trouble').getByRole('button', { name: '+1 h' }).click();
    await region(page, 'Phones').getByText('Late', { exact: true }).waitFor();
    await fault(page, 'Late receipts', true).click();
    await fault(page, 'Late receipts', false).waitFor();
  });
});

test('the fast clock passes two hours in two seconds', async () => {
  const { page } = await lab.newPage();
  await fillSms(page, '+447700900153', 'Two hours later');
  await field(page, 'Schedule At').fill('in 2 hours');
  await runStep(page);
  await region(page, 'Phones').getByText('on its way · SCHEDULED').waitFor();
  const began = performance.now();
  await region(page, 'Trouble').getByLabel('Clock speed').selectOption({ label: '1 hour a second' });
  await region(page, 'Phones').getByText('Two hours later').waitFor();
  expect(performance.now() - began).toBeGreaterThan(1_500);
  await region(page, 'Trouble').getByLabel('Clock speed').selectOption({ label: 'real time' });
});

test('a request that is never answered ends in a sentence', async () => {
  await unanswered;
  const { page } = await lab.newPage();
  await openStep(page, 'Add Opt-Out');
  await latestRun(page)
    .locator('.sentence')
    .getByText(/did not answer|no answer|in time/)
    .first()
    .waitFor();
  await region(page, 'Wire').getByLabel('Filter').fill('hang');
  await region(page, 'Wire').getByRole('button', { name: 'cut' }).first().click();
  await region(page, 'Wire').getByText('fault: hang').waitFor();
});
