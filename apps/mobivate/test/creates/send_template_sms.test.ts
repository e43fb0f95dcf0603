import { catchUp, failureOf, useWorld } from '../support/world.ts';

const world = useWorld();

/** What the app makes for a row. */
const ownReference = (row: number) => expect.stringMatching(new RegExp(`^zap-[a-z0-9]{10,}-${row}$`));

const send = (
  inputData: Record<string, unknown>,
  authData: Record<string, unknown> = world().vortex,
): Promise<unknown> =>
  world().zapier.run('creates.send_template_sms.operation.perform', {
    authData: { ...authData, default_country: 'GB' },
    inputData,
  });

const template = () => world().sandbox.accounts.vortex.ledger.templates[0]?.id;

test('sends the language and the variables with every recipient', async () => {
  const { sandbox } = world();
  const result = await send({
    template_id: ` ${template()} `,
    recipients: ['07700 900123', 'soon', '447700900124', '+447700900123'],
    language: 'de',
    variables: { name: '{{first}}', code: 42 },
  });
  const meta = { name: '{{first}}', code: '42' };
  expect(sandbox.requests.map(({ method, target, json }) => ({ method, target, json }))).toEqual([
    {
      method: 'POST',
      target: '/send/template',
      json: {
        templateID: template(),
        recipients: [
          { recipient: '447700900123', reference: ownReference(1), language: 'de', meta },
          { recipient: '447700900124', reference: ownReference(3), language: 'de', meta },
        ],
      },
    },
  ]);
  const [id] = sandbox.accounts.vortex.ledger.campaigns.slice(-1).map((campaign) => campaign.id);
  expect(result).toEqual({
    id,
    batch_ids: [id],
    requested: 4,
    accepted: 2,
    invalid: 1,
    duplicates: 1,
    not_sent: 0,
    unknown: 0,
    parts_total: null,
    results: [
      { row: 1, recipient: '447700900123', status: 'accepted', reason: null, batch_id: id, parts: null },
      {
        row: 2,
        recipient: 'soon',
        status: 'invalid',
        reason: expect.stringMatching(/^Recipient "soon" contains "soon", so it is not a phone number/),
        batch_id: null,
        parts: null,
      },
      { row: 3, recipient: '447700900124', status: 'accepted', reason: null, batch_id: id, parts: null },
      {
        row: 4,
        recipient: '447700900123',
        status: 'duplicate',
        reason: 'The same recipient as in row 1.',
        batch_id: null,
        parts: null,
      },
    ],
  });
});

test('leaves out missing values', async () => {
  await send({ template_id: template(), recipients: '447700900123', language: '', variables: {} });
  expect(world().sandbox.requests.map(({ json }) => json)).toEqual([
    { templateID: template(), recipients: [{ recipient: '447700900123', reference: ownReference(1) }] },
  ]);
});

test('finds recipients in the log after a lost response', async () => {
  const { sandbox } = world();
  catchUp(world());
  sandbox.faults.add({ kind: 'drop', when: 'after', method: 'POST' });
  expect(await send({ template_id: template(), recipients: ['447700900123', '447700900124'] })).toMatchObject(
    {
      accepted: 2,
      unknown: 0,
      batch_ids: [],
    },
  );
});

test('sends 2,000 recipients in two requests', async () => {
  const recipients = Array.from({ length: 2_000 }, (_, index) => String(447_700_000_000 + index));
  expect(await send({ template_id: template(), recipients })).toMatchObject({ accepted: 2_000 });
  expect(world().sandbox.requests).toHaveLength(2);
});

test('reports a missing template', async () => {
  const { name, message } = await failureOf(send({ template_id: 'none', recipients: '447700900123' }));
  expect(name).toBe('AppError');
  expect(message).toMatch(
    /^Nothing was sent\. Row 1: not sent\. Mobivate couldn't find this item \("Template not found"\)/,
  );
});

test.each([
  [{ template_id: '', recipients: '447700900123' }, /^Template is blank/],
  [{ template_id: 'one', recipients: [] }, /^Recipients is blank/],
])('refuses %j without a request', async (inputData, sentence) => {
  expect((await failureOf(send(inputData))).message).toMatch(sentence);
  expect(world().sandbox.requests).toEqual([]);
});

test('refuses Classic accounts', async () => {
  const { message } = await failureOf(send({ template_id: 'one', recipients: 'soon' }, world().classic));
  expect(message).toMatch(/^Send Template SMS needs a Vortex key; this connection is Classic/);
  expect(world().sandbox.requests).toEqual([]);
});

test('names the permission that it lacks', async () => {
  const authData = { api_key: world().sandbox.accounts.vortexLimited.key };
  const { message } = await failureOf(send({ template_id: 'one', recipients: '447700900123' }, authData));
  expect(message).toContain('lacks the Mobivate permission create:TemplateSMS. Select it');
});
