import { readFileSync } from 'node:fs';
import { mobivate } from '../../../prove/apps/mobivate.ts';
import type { Example, ProofAccount, ProofGateway } from '../../../prove/proof.ts';
import { startZapier, type Zapier } from '../../../sandbox/zapier/index.ts';
import { resolveFields } from '../../../tools/publish-lint/resolve.ts';
import app from '../src/index.ts';
import { failureOf } from './support/world.ts';

// A thousand rows take a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const PAGE = readFileSync(new URL('../../../docs/agents.md', import.meta.url), 'utf8');
const VARIANTS = mobivate.variants;
const KILOBYTE = 1_000;

/** The cells of the table under a heading, without its first two lines. */
const tableUnder = (heading: string): string[][] =>
  (PAGE.split(`## ${heading}\n`)[1] ?? '')
    .split('\n## ')[0]
    ?.split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    ) ?? [];

const OPERATIONS = tableUnder('Operations').map(([key = '', kind = '', again = '', largest = '']) => ({
  key,
  kind,
  again,
  largest,
  kilobytes: Number.parseInt(largest, 10),
}));
const ERRORS = tableUnder('Errors').map(([says = '']) => says);

interface Field {
  readonly key: string;
  readonly type?: string;
  readonly label?: string;
  readonly helpText?: string;
  readonly required?: boolean;
  readonly choices?: unknown;
}

interface Operation {
  readonly key: string;
  readonly group: 'creates' | 'searches';
  readonly description: string;
  readonly fields: readonly Field[];
}

interface Placed {
  readonly display: { readonly description: string; readonly hidden?: boolean };
  readonly operation: { readonly inputFields?: readonly Field[] };
}

let gateway: ProofGateway;
let zapier: Zapier;
let operations: Operation[];
let made = 0;

const newAccount = (variant: string): ProofAccount => {
  made += 1;
  return gateway.newAccount(variant, { key: `agent-${made}`, password: 'agents' });
};

/** The visible actions and searches, with the fields that they have for a connection of a platform. */
const operationsOf = async (variant: string): Promise<Operation[]> => {
  const definition = (await resolveFields(zapier, newAccount(variant).authData)) as Record<
    'creates' | 'searches',
    Record<string, Placed>
  >;
  return (['creates', 'searches'] as const).flatMap((group) =>
    Object.entries(definition[group])
      .filter(([, { display }]) => !display.hidden)
      .map(([key, { display, operation }]) => ({
        key,
        group,
        description: display.description,
        fields: operation.inputFields ?? [],
      })),
  );
};

const run = (
  key: string,
  account: ProofAccount,
  inputData: Record<string, unknown>,
  country = 'GB',
): Promise<unknown> => {
  const found = operations.find((operation) => operation.key === key);
  return zapier.run(`${found?.group}.${key}.operation.perform`, {
    authData: { ...account.authData, default_country: country },
    inputData,
  });
};

const exampleOf = (key: string): Example => {
  const example = mobivate.examples[key]?.[0];
  if (!example) throw new Error(`${key} has no example`);
  return example;
};

/** An operation with each platform that has it. */
const EVERYWHERE = OPERATIONS.flatMap((row) =>
  VARIANTS.filter((variant) => (exampleOf(row.key).on ?? variant) === variant).map(
    (variant) => [row.key, variant, row] as const,
  ),
);

beforeAll(async () => {
  gateway = await mobivate.startGateway(1);
  zapier = await startZapier(app);
  operations = await operationsOf('Vortex');
});

afterEach(() => gateway.faults.clear());

afterAll(() => Promise.all([gateway.close(), zapier.close()]));

test('the page lists every action and search once, as a read or a write', async () => {
  const reads = (group: string, key: string) => group === 'searches' || key === 'check_sms';
  expect(OPERATIONS.map(({ key, kind }) => `${key}: ${kind.split(',')[0]}`)).toEqual(
    operations.map(({ group, key }) => `${key}: ${reads(group, key) ? 'read' : 'write'}`),
  );
});

test.each(VARIANTS)('every input on %s has a help text', async (variant) => {
  const silent = (await operationsOf(variant)).flatMap(({ key, fields }) =>
    fields.filter(({ type, helpText }) => type !== 'copy' && !helpText).map((field) => `${key}.${field.key}`),
  );
  expect(silent).toEqual([]);
});

test('a description says that a send costs money and cannot be undone', () => {
  const costly = OPERATIONS.filter(({ kind }) => kind.includes('costs money')).map(({ key }) => key);
  expect(costly).toEqual(operations.map(({ key }) => key).filter((key) => key.startsWith('send_')));
  for (const { key, description } of operations) {
    expect(/costs money and cannot be undone/i.test(description), key).toBe(costly.includes(key));
  }
});

test.each(EVERYWHERE)(
  '%s on %s does what the page says when it is called twice',
  async (key, variant, row) => {
    const account = newAccount(variant);
    const input = exampleOf(key).input(account);
    const before = account.messages();
    const first = await run(key, account, input);
    const sent = account.messages() - before;
    if (row.again === 'is refused') {
      expect((await failureOf(run(key, account, input))).name).toBe('AppError');
      return;
    }
    const second = await run(key, account, input);
    const after = account.messages() - before;
    if (row.again === 'sends again') expect([sent > 0, after]).toEqual([true, sent * 2]);
    else expect(after).toBe(0);
    if (row.again === 'same answer') expect(second).toEqual(first);
    expect(row.again).toMatch(/^(sends again|same answer|changes nothing|adds again)$/);
  },
);

/** The texts that make an answer large: ten parts. */
const LONG = 'Your cake is ready. '.repeat(76).trim();
const NUMBERS = Array.from({ length: 1_000 }, (_, index) => `+${447_700_000_000 + index}`);

/** Inputs with larger answers than the examples have, and what the answer is to be for a part of the row. */
const LARGEST: Record<string, readonly Record<string, unknown>[]> = {
  send_sms: [{ originator: 'Bakery', recipient: '+447700900123', body: LONG }],
  send_bulk_sms: ['all', 'none'].map((return_results) => ({
    originator: 'Bakery',
    recipients: NUMBERS,
    body: 'Hi',
    return_results,
  })),
  send_template_sms: [{ recipients: NUMBERS, variables: { name: 'Anna', code: '1' } }],
  send_alias_sms: [
    { originator: 'Bakery', aliases: NUMBERS.map((number) => `Customer ${number}`), body: 'Hi' },
  ],
  check_sms: [{ originator: 'Bakery', recipient: '+447700900123', body: `${LONG} ł`, check_optout: true }],
  find_sms_problems: [
    { originator: 'Bakery', recipient: '+447700900123', body: `${LONG} ł`, check_optout: true },
  ],
  find_message: [
    { recipient: '+447700900124', limit: 100 },
    { recipient: '+447700900124', limit: 1 },
  ],
};

/** The sizes that a row of the table promises, in bytes. */
const promised = (largest: string): number[] =>
  [...largest.matchAll(/(\d+) KB/g)].map(([, kilobytes]) => Number(kilobytes) * KILOBYTE);

test.each(EVERYWHERE)('the largest answer of %s on %s is as small as promised', async (key, variant, row) => {
  const account = newAccount(variant);
  if (key === 'find_message') {
    const messages = Array.from({ length: 100 }, () => ({ recipient: '+447700900124', body: LONG }));
    await run('send_bulk_sms', account, { originator: 'Bakery', messages, exclude_duplicates: false });
  }
  const inputs = LARGEST[key] ?? [exampleOf(key).input(account)];
  const sizes: number[] = [];
  for (const input of inputs) {
    const more = key === 'send_template_sms' ? { template_id: account.held.template } : {};
    sizes.push(Buffer.byteLength(JSON.stringify(await run(key, account, { ...input, ...more }))));
  }
  const limits = promised(row.largest);
  expect(sizes.map((size, index) => [size, size <= (limits[index] ?? 0)])).toEqual(
    sizes.map((size) => [size, true]),
  );
});

/** The sentence of a run that failed, or none where it had a result. */
const sentenceOf = async (ending: Promise<unknown>): Promise<string | undefined> => {
  const failed = await ending.then(
    () => undefined,
    (error: unknown) => error,
  );
  return failed === undefined ? undefined : (await failureOf(Promise.reject(failed))).message;
};

/** What the errors of this file said so far, of what the page lists. */
const said = new Set<string>();

const known = (sentence = ''): boolean => {
  const rows = ERRORS.filter((says) => sentence.includes(says));
  for (const says of rows) said.add(says);
  return rows.length > 0;
};

const TROUBLE = [
  ...[400, 401, 402, 403, 404, 429, 500].map((status) => ({ kind: 'status', status }) as const),
  { kind: 'drop' } as const,
  { kind: 'html' } as const,
];

test.each(EVERYWHERE)(
  '%s on %s fails with a sentence of the page',
  async (key, variant) => {
    const account = newAccount(variant);
    const sentences: string[] = [];
    for (const trouble of TROUBLE) {
      gateway.faults.clear();
      gateway.faults.add({ ...trouble, times: 'always' });
      const sentence = await sentenceOf(run(key, account, exampleOf(key).input(account)));
      if (sentence) sentences.push(sentence);
    }
    expect(sentences.filter((sentence) => !known(sentence))).toEqual([]);
  },
  60_000,
);

/** What nobody can read as a value of this field. */
const unreadable = ({ type, choices }: Field): unknown => {
  if (choices) return 'no such choice';
  return { boolean: 'perhaps', integer: 'a dozen', datetime: 'on some day' }[type ?? ''];
};

test.each(EVERYWHERE)('%s on %s names the field that it cannot read, or lacks', async (key, variant) => {
  const account = newAccount(variant);
  const example = exampleOf(key).input(account);
  const { fields } = (await operationsOf(variant)).find((operation) => operation.key === key) ?? {
    fields: [],
  };
  const before = gateway.requests.length;
  for (const field of fields) {
    const wrong = unreadable(field);
    if (wrong !== undefined) {
      const sentence = await sentenceOf(run(key, account, { ...example, [field.key]: wrong }));
      expect(sentence, field.key).toContain(`${field.label} "${wrong}"`);
      expect(known(sentence), sentence).toBe(true);
    }
    if (field.required) {
      const sentence = await sentenceOf(run(key, account, { ...example, [field.key]: '' }));
      known(sentence);
      expect(sentence, field.key).toMatch(new RegExp(`^${field.label}.* is blank`));
    }
  }
  expect(gateway.requests.slice(before)).toEqual([]);
});

const SEND = { originator: 'Bakery', recipient: '+447700900123', body: 'Hi' };
const MISSING = { kind: 'status', status: 403, body: { message: 'Missing create:SingleSMS' } } as const;
const OPTED_OUT = { kind: 'status', status: 403, body: { message: 'Recipient has opted out' } } as const;

test('the page lists no error that nobody can meet', async () => {
  const [classic, vortex] = [newAccount('Classic'), newAccount('Vortex')];
  known(await sentenceOf(run('find_contact', classic, { mobile: '+447700900123' })));
  known(await sentenceOf(run('send_sms', classic, { ...SEND, recipient: '07700 900123' }, '')));
  known(await sentenceOf(run('send_sms', classic, { ...SEND, max_parts: 'a dozen' })));
  gateway.faults.add(MISSING);
  known(await sentenceOf(run('send_sms', vortex, SEND)));
  gateway.faults.add(OPTED_OUT);
  known(await sentenceOf(run('send_sms', classic, SEND)));
  expect(ERRORS.filter((says) => !said.has(says))).toEqual([]);
});
