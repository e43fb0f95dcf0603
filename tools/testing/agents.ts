import { readFileSync } from 'node:fs';
import type { Example, Proof, ProofAccount, ProofGateway } from '../../prove/proof.ts';
import { startZapier, type Zapier } from '../../sandbox/zapier/index.ts';
import { resolveFields } from '../publish-lint/resolve.ts';
import { failureOf } from './failure.ts';

const PAGE = readFileSync(new URL('../../docs/agents.md', import.meta.url), 'utf8');
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

interface Field {
  readonly key: string;
  readonly type?: string;
  readonly label?: string;
  readonly helpText?: string;
  readonly required?: boolean;
  readonly choices?: unknown;
  readonly children?: readonly Field[];
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

type Input = Record<string, unknown>;

/** Runs an operation on an account. `country` is the connection's default country. */
export type RunOperation = (
  key: string,
  account: ProofAccount,
  input: Input,
  country?: string,
) => Promise<unknown>;

/** What a test of the page works with. */
export interface Agents {
  readonly gateway: ProofGateway;
  readonly run: RunOperation;
  newAccount(variant: string): ProofAccount;
  /** Runs an operation that must fail, and ticks off the errors of the page that its sentence has. */
  meet(ended: Promise<unknown>): Promise<void>;
}

/** What differs between the apps of the page. */
interface AgentsPage {
  readonly proof: Proof;
  readonly app: object;
  /** What the headings of the app's tables begin with. */
  readonly name: string;
  /** Kinds of connections that an agent can tell apart; the last one has every operation. */
  readonly variants: readonly string[];
  readonly country: string;
  /** Inputs with larger answers than the examples have, by operation. */
  readonly largest: Readonly<Record<string, readonly Input[]>>;
  /** Makes the records that an operation of `largest` finds. */
  readonly prepare?: (agents: Agents, key: string, account: ProofAccount) => Promise<Input>;
  /** Meets the errors of the page that no operation meets by itself. */
  readonly meetOthers: (agents: Agents) => Promise<void>;
}

/** The sentence of a run that failed, or none where it had a result. */
const sentenceOf = async (ending: Promise<unknown>): Promise<string | undefined> => {
  const failed = await ending.then(
    () => undefined,
    (error: unknown) => error,
  );
  return failed === undefined ? undefined : (await failureOf(Promise.reject(failed))).message;
};

const TROUBLE = [
  ...[400, 401, 402, 403, 404, 429, 500].map((status) => ({ kind: 'status', status }) as const),
  { kind: 'drop' } as const,
  { kind: 'html' } as const,
];

/** What nobody can read as a value of this field. */
const unreadable = ({ type, choices }: Field): unknown => {
  if (choices) return 'no such choice';
  return { boolean: 'perhaps', integer: 'a dozen', datetime: 'on some day' }[type ?? ''];
};

/** The sizes that a row of the table promises, in bytes. */
const promised = (largest: string): number[] =>
  [...largest.matchAll(/(\d+) KB/g)].map(([, kilobytes]) => Number(kilobytes) * KILOBYTE);

/** Tests that an app does what `docs/agents.md` says of it. */
export const testAgentsPage = (page: AgentsPage): void => {
  const { proof, app, name, variants, country, largest, prepare, meetOthers } = page;
  const rows = tableUnder(`${name}: operations`).map(
    ([key = '', kind = '', again = '', largestAnswer = '']) => ({
      key,
      kind,
      again,
      largest: largestAnswer,
    }),
  );
  const errors = [...tableUnder('Errors of every app'), ...tableUnder(`${name}: errors`)].map(
    ([says = '']) => says,
  );
  const said = new Set<string>();

  let gateway: ProofGateway;
  let zapier: Zapier;
  let operations: Operation[];
  let made = 0;

  const newAccount = (variant: string): ProofAccount => {
    made += 1;
    return gateway.newAccount(variant, { key: `agent-${made}`, password: 'agents' });
  };

  /** The visible actions and searches, with the fields that they have for a kind of connection. */
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

  const run: RunOperation = (key, account, inputData, default_country = country) => {
    const found = operations.find((operation) => operation.key === key);
    return zapier.run(`${found?.group}.${key}.operation.perform`, {
      authData: { ...account.authData, default_country },
      inputData,
    });
  };

  const exampleOf = (key: string): Example => {
    const example = proof.examples[key]?.[0];
    if (!example) throw new Error(`${key} has no example`);
    return example;
  };

  const known = (sentence = ''): boolean => {
    const met = errors.filter((says) => sentence.includes(says));
    for (const says of met) said.add(says);
    return met.length > 0;
  };

  const agents = (): Agents => ({
    gateway,
    run,
    newAccount,
    meet: async (ended) => {
      known(await sentenceOf(ended));
    },
  });

  /** An operation with each kind of connection that has it. */
  const everywhere = rows.flatMap((row) =>
    variants
      .filter((variant) => (exampleOf(row.key).on ?? variant) === variant)
      .map((variant) => [row.key, variant, row] as const),
  );

  beforeAll(async () => {
    gateway = await proof.startGateway(1);
    zapier = await startZapier(app);
    operations = await operationsOf(variants.at(-1) ?? '');
  });

  afterEach(() => gateway.faults.clear());

  afterAll(() => Promise.all([gateway.close(), zapier.close()]));

  test('the page lists every action and search once, as a read or a write', () => {
    const reads = (group: string, key: string) => group === 'searches' || key === 'check_sms';
    expect(rows.map(({ key, kind }) => `${key}: ${kind.split(',')[0]}`)).toEqual(
      operations.map(({ group, key }) => `${key}: ${reads(group, key) ? 'read' : 'write'}`),
    );
  });

  test.each(variants)('every input on %s has a help text', async (variant) => {
    const silent = (await operationsOf(variant)).flatMap(({ key, fields }) =>
      fields
        // The platform allows no help text beside children; theirs is shown.
        .flatMap((field) => field.children?.slice(0, 1) ?? [field])
        .filter(({ type, helpText }) => type !== 'copy' && !helpText)
        .map((field) => `${key}.${field.key}`),
    );
    expect(silent).toEqual([]);
  });

  test('a description says that a send cannot be undone, and what costs money', () => {
    for (const { key, description } of operations) {
      const kind = rows.find((row) => row.key === key)?.kind ?? '';
      if (key.startsWith('send_')) expect(description, key).toMatch(/cannot be undone/i);
      expect(/costs? money/i.test(description), key).toBe(/costs? money/.test(kind));
    }
  });

  test.each(everywhere)(
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
      else expect(after).toBe(sent);
      if (row.again === 'same answer') expect(second).toEqual(first);
      expect(row.again).toMatch(/^(sends again|same answer|changes nothing|adds again)$/);
    },
  );

  test.each(everywhere)(
    'the largest answer of %s on %s is as small as promised',
    async (key, variant, row) => {
      const account = newAccount(variant);
      const more = await prepare?.(agents(), key, account);
      const inputs = largest[key] ?? [exampleOf(key).input(account)];
      const sizes: number[] = [];
      for (const input of inputs) {
        sizes.push(Buffer.byteLength(JSON.stringify(await run(key, account, { ...input, ...more }))));
      }
      const limits = promised(row.largest);
      expect(sizes.map((size, index) => [size, size <= (limits[index] ?? 0)])).toEqual(
        sizes.map((size) => [size, true]),
      );
    },
  );

  test.each(everywhere)(
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

  test.each(everywhere)('%s on %s names the field that it cannot read, or lacks', async (key, variant) => {
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

  test('the page lists no error that nobody can meet', async () => {
    await meetOthers(agents());
    expect(errors.filter((says) => !said.has(says))).toEqual([]);
  });
};
