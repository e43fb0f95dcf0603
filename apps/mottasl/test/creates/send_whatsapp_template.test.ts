import { failureOf } from '../../../../tools/testing/failure.ts';
import { OPEN, useWorld } from '../support/world.ts';

const world = useWorld();

const TEMPLATE = { recipient: OPEN, template_id: 'order_ready', language: 'en' };
const VALUES = { header_1: 'No. 7', body_1: 'Lina', body_2: '{{7}}', body_3: 'six', button_1: '7' };

const send = (input: Record<string, unknown>, bundle: Record<string, unknown> = {}) =>
  world().create('send_whatsapp_template', { ...TEMPLATE, ...input }, { bundle });

const fieldsOf = (template_id?: unknown) =>
  world().zapier.run('creates.send_whatsapp_template.operation.inputFields', {
    authData: world().authData,
    inputData: { template_id },
  });

/** The fields behind the static ones. */
const placeholdersOf = async (template_id?: unknown) => {
  const fields = await fieldsOf(template_id);
  return Array.isArray(fields) ? fields.slice(7) : [];
};

test('sends a template with its values outside the window', async () => {
  const { sandbox } = world();
  sandbox.addContact({ platformId: OPEN, name: 'Lina' });
  expect(await send(VALUES)).toEqual({
    id: expect.stringMatching(/^wamid\./),
    status: 'accepted',
    skipped_reason: null,
    reason: null,
    recipient: OPEN,
    type: 'template',
    body: null,
  });
  expect(sandbox.requests.map(({ target, json }) => [target, json])).toEqual([
    [
      '/v1/message/send',
      {
        to: OPEN,
        type: 'template',
        template: {
          template_id: 'order_ready',
          language: 'en',
          argument: { HEADER: ['No. 7'], BODY: ['Lina', '{{7}}', 'six'], BUTTONS: ['7'] },
        },
      },
    ],
  ]);
});

test('sends a template without placeholders to a new contact', async () => {
  expect(await send({ template_id: ' opening_hours ', create_contact: 'true' })).toMatchObject({
    status: 'accepted',
  });
  expect(world().sandbox.requests[0]).toMatchObject({
    target: '/v1/message/send?create=true',
    json: { template: { template_id: 'opening_hours', argument: { HEADER: [], BODY: [] } } },
  });
});

test('sends more than nine values in number order', async () => {
  const values = Object.fromEntries(
    Array.from({ length: 11 }, (_, index) => [`body_${index + 1}`, `v${index + 1}`]),
  );
  await failureOf(send(values));
  const BODY = Array.from({ length: 11 }, (_, index) => `v${index + 1}`);
  expect(world().sandbox.requests[0]).toMatchObject({ json: { template: { argument: { BODY } } } });
});

test('sends a header file', async () => {
  world().sandbox.addContact({ platformId: OPEN, name: 'Lina' });
  const header_file = 'https://files.example.org/prices.pdf';
  await send({ template_id: 'price_list', header_file, body_1: 'Lina' });
  expect(world().sandbox.business.messages[0]?.content).toMatchObject({
    argument: { HEADER: [header_file], BODY: ['Lina'] },
  });
});

test('creates a field per placeholder, with its context', async () => {
  expect(await placeholdersOf('order_ready')).toMatchObject([
    { key: 'header_1', label: '{{1}}', required: true, helpText: 'In the header: “Order {{1}}”' },
    { key: 'body_1', label: '{{1}}', helpText: expect.stringContaining('your order {{2}} is ready') },
    { key: 'body_2', label: '{{2}}' },
    { key: 'body_3', label: '{{3}}' },
    {
      key: 'button_1',
      label: '{{1}}',
      helpText: expect.stringContaining('https://bakery.example/orders/{{1}}'),
    },
  ]);
  expect(await placeholdersOf('price_list')).toMatchObject([
    { key: 'header_file', label: 'Header Document URL', required: false },
    { key: 'body_1', label: '{{1}}' },
  ]);
});

test('shows no fields before a template is chosen, and a note for an unlisted one', async () => {
  expect(await placeholdersOf()).toEqual([]);
  expect(world().sandbox.requests).toEqual([]);
  expect(await placeholdersOf('of another account')).toMatchObject([{ type: 'copy' }]);
});

test.each([
  [{ template_id: '' }, /^Template is blank/],
  [{ language: '' }, /^Language is blank/],
  [{ body_2: 'x' }, /^\{\{1\}\} of the template’s text is blank/],
  [{ body_1: 'x', body_2: ' ' }, /^\{\{2\}\} of the template’s text is blank/],
  [{ button_2: 'x' }, /^\{\{1\}\} of the template’s button links is blank/],
])('rejects %j without a request', async (input, says) => {
  expect((await failureOf(send(input))).message).toMatch(says);
  expect(world().sandbox.requests).toEqual([]);
});

test('rejects a blank value that Zapier left out', async () => {
  const raw = { ...VALUES, body_3: '{{161__time}}' };
  const { body_3, ...input } = VALUES;
  expect((await failureOf(send(input, { inputDataRaw: raw }))).message).toMatch(
    /^\{\{3\}\} of the template’s text is blank/,
  );
});

test('says what to check if the recipient or template is not found', async () => {
  const { message } = await failureOf(send(VALUES));
  expect(message).toMatch(
    /^Azeer couldn't find the recipient or the template \("Contact 966500000001 not found"\)/,
  );
});

test('does not mention the window if a template is refused', async () => {
  world().sandbox.addContact({ platformId: OPEN, name: 'Lina' });
  const { message } = await failureOf(send({ body_1: 'x' }));
  expect(message).toMatch(/^Azeer rejected this request \("Number of parameters/);
  expect(message).not.toContain('24');
});

test('returns status unknown if the message may have been sent', async () => {
  world().sandbox.faults.add({ kind: 'drop' });
  expect(await send(VALUES)).toMatchObject({ status: 'unknown', type: 'template' });
});
