import * as v from 'valibot';
import type { Zapier } from '../../sandbox/zapier/index.ts';
import type { Choice, Connection, Field, Kind, Run, Values } from '../protocol.ts';
import type { Account } from './apps/gateway.ts';
import { choiceSource, type Definition, rawOperation, readFields } from './definition.ts';
import { type LookUp, missingFields, toInput } from './input.ts';
import type { Ending, Order, Runner } from './runner.ts';

/** Datetimes without an offset are of this time zone. */
const TIMEZONE = 'UTC';

/** A form as it was filled in. */
export interface Form {
  readonly kind: Kind;
  readonly key: string;
  readonly connection: string;
  readonly values: Values;
}

/** The circumstances of a step. */
export interface Circumstances {
  /** The Zap it is a step of, and the event that started it. */
  readonly zap?: number;
  readonly event?: { readonly trigger: string; readonly record: Record<string, unknown> };
  /** A test in the editor rather than a live run. */
  readonly test?: boolean;
  readonly callbackUrl?: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const dig = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (isRecord(inner) ? inner[name] : undefined), value);

const performedChoices = v.object({
  results: v.array(v.object({ id: v.union([v.string(), v.number()]), label: v.optional(v.string()) })),
});

const performedRecords = v.array(v.record(v.string(), v.unknown()));

/** The label of a connection: its template filled with what the test of the connection gave. */
const fillLabel = (template: unknown, results: unknown): string =>
  typeof template === 'string'
    ? template.replace(/\{\{([\w.]+)\}\}/g, (_, path: string) => String(dig(results, path.split('__')) ?? ''))
    : '';

const placeOf = ({ kind, key, connection }: Form): string => `${kind}/${key}/${connection}`;

const causeOf = (fields: readonly Field[], { values }: Form): string =>
  JSON.stringify(fields.flatMap(({ key, alters }) => (alters ? [values[key] ?? null] : [])));

/** Forms of the app and what they run: what Zapier's editor does between a user and an app. */
export class Steps {
  readonly #zapier: Zapier;
  readonly #definition: Definition;
  readonly #runner: Runner;
  readonly #accounts: readonly Account[];
  readonly #results = new Map<string, unknown>();
  /** The fields of each form as they were last, with the values they depend on. */
  readonly #known = new Map<string, { readonly cause: string; readonly fields: readonly Field[] }>();

  constructor(parts: {
    zapier: Zapier;
    definition: Definition;
    runner: Runner;
    accounts: readonly Account[];
  }) {
    this.#zapier = parts.zapier;
    this.#definition = parts.definition;
    this.#runner = parts.runner;
    this.#accounts = parts.accounts;
  }

  label(kind: Kind, key: string): string {
    return rawOperation(this.#definition, kind, key)?.display.label ?? key;
  }

  authData(connection: string): Readonly<Record<string, string>> {
    const account = this.#accounts.find(({ id }) => id === connection) ?? this.#accounts[0];
    return account?.authData ?? {};
  }

  /** All connections, labelled as Zapier labels them. */
  async connections(): Promise<Connection[]> {
    const { connectionLabel } = this.#definition.authentication;
    const label = async ({ authData }: Account) =>
      typeof connectionLabel === 'string'
        ? fillLabel(connectionLabel, await this.#zapier.run('authentication.test', { authData }))
        : '';
    return Promise.all(
      this.#accounts.map(async (account) => ({
        id: account.id,
        note: account.note,
        label: await label(account).catch(() => account.note),
      })),
    );
  }

  /** The fields of a form, those that depend on its values included. */
  async fields(form: Form): Promise<readonly Field[]> {
    const fields = await this.#ask(form);
    this.#known.set(placeOf(form), { cause: causeOf(fields, form), fields });
    return fields;
  }

  /** The fields as the form was drawn: a run asks for them again only where a value has changed that alters them. */
  async #drawn(form: Form): Promise<readonly Field[]> {
    const known = this.#known.get(placeOf(form));
    return known && known.cause === causeOf(known.fields, form) ? known.fields : this.fields(form);
  }

  async #ask({ kind, key, connection, values }: Form): Promise<Field[]> {
    if (kind === 'searchOrCreates') {
      const both = await Promise.all(
        this.#parts(key).map((part) => this.#ask({ ...part, connection, values })),
      );
      const [search = [], create = []] = both;
      return [...search, ...create.filter((field) => !search.some((other) => other.key === field.key))];
    }
    const method = `${kind}.${key}.operation.inputFields`;
    const inputData = this.#plain(values);
    return readFields(await this.#zapier.run(method, { authData: this.authData(connection), inputData }));
  }

  /** A page of a dropdown's choices. */
  async choices({ kind, key, connection, values }: Form, field: string, page: number): Promise<Choice[]> {
    const [part = { kind, key }] = kind === 'searchOrCreates' ? this.#parts(key) : [];
    const fields = rawOperation(this.#definition, part.kind, part.key)?.operation.inputFields ?? [];
    const source =
      choiceSource(fields, field) ??
      choiceSource(await this.#resolved({ ...part, connection, values }), field);
    if (!source) return [];
    const given = {
      authData: this.authData(connection),
      inputData: this.#plain(values),
      meta: { isFillingDynamicDropdown: true, page },
    };
    if (source.kind === 'perform') {
      const results = await this.#zapier.run(
        `${part.kind}.${part.key}.operation.inputFields.${source.index}.choices.perform`,
        given,
      );
      return v
        .parse(performedChoices, results)
        .results.map(({ id, label }) => ({ value: String(id), label: label ?? String(id) }));
    }
    const results = await this.#zapier.run(`triggers.${source.trigger}.operation.perform`, given);
    return v.parse(performedRecords, results).map((record) => ({
      value: String(record[source.id]),
      label: String(record[source.label] ?? record[source.id]),
    }));
  }

  /** Labels of required fields that are still empty. */
  async missing(form: Form): Promise<string[]> {
    const fields = await this.#drawn(form);
    return missingFields(fields, toInput(fields, form.values, this.#lookUp(), TIMEZONE));
  }

  /** Runs a form as a step; a trigger gives the records that its test in the editor shows. */
  async run(form: Form, circumstances: Circumstances = {}): Promise<Ending> {
    const fields = await this.#drawn(form);
    const input = toInput(fields, form.values, this.#lookUp(circumstances.event), TIMEZONE);
    const ending = await (form.kind === 'searchOrCreates'
      ? this.#findOrCreate(form, input, circumstances)
      : this.#perform(form, input, circumstances));
    if (!ending.failed) this.#remember(form.key, ending.results);
    return ending;
  }

  /** Goes on with a step that waited, with what was posted to its callback. */
  async resume(run: Run, delivery: object): Promise<Ending> {
    const { kind, key, connection, input, zap, results } = run;
    return this.#runner.run({
      ...this.#order(
        { kind: kind === 'authentication' ? 'creates' : kind, key, connection, values: {} },
        isRecord(input) ? input : {},
      ),
      role: 'resume',
      method: `${kind}.${key}.operation.performResume`,
      bundle: { ...delivery, outputData: results[0] ?? {} },
      ...(zap !== null && { zap }),
    });
  }

  /** The input of a form, for what is run by other means. */
  async input(form: Form): Promise<Record<string, unknown>> {
    return toInput(await this.#drawn(form), form.values, this.#lookUp(), TIMEZONE);
  }

  /** Later steps can map what an event gave. */
  remember(key: string, results: unknown): void {
    this.#remember(key, results);
  }

  #order(form: Form, input: Record<string, unknown>): Omit<Order, 'role' | 'method'> {
    const { kind, key, connection } = form;
    return {
      kind,
      key,
      connection,
      input,
      label: this.label(kind, key),
      authData: this.authData(connection),
    };
  }

  #perform(
    form: Form,
    input: Record<string, unknown>,
    { zap, test, callbackUrl }: Circumstances,
    { kind, key }: Pick<Form, 'kind' | 'key'> = form,
  ): Promise<Ending> {
    const isHook = this.#definition.triggers[key]?.operation.type === 'hook';
    return this.#runner.run({
      ...this.#order(form, input),
      role: 'step',
      method: `${kind}.${key}.operation.${kind === 'triggers' && isHook ? 'performList' : 'perform'}`,
      meta: { isLoadingSample: kind === 'triggers' || test === true, timezone: TIMEZONE },
      bundle: { inputDataRaw: this.#plain(form.values) },
      ...(zap !== undefined && { zap }),
      ...(callbackUrl && { callbackUrl }),
    });
  }

  async #findOrCreate(
    form: Form,
    input: Record<string, unknown>,
    circumstances: Circumstances,
  ): Promise<Ending> {
    const [search, create] = this.#parts(form.key);
    if (!search || !create) throw new Error(`There is no ${form.key}.`);
    const found = await this.#perform(form, input, circumstances, search);
    if (found.failed || (Array.isArray(found.results) && found.results.length > 0)) return found;
    return this.#perform(form, input, circumstances, create);
  }

  #parts(key: string): { kind: Kind; key: string }[] {
    const raw = this.#definition.searchOrCreates[key];
    if (!raw?.search || !raw.create) return [];
    return [
      { kind: 'searches', key: raw.search },
      { kind: 'creates', key: raw.create },
    ];
  }

  async #resolved({ kind, key, connection, values }: Form): Promise<unknown[]> {
    const method = `${kind}.${key}.operation.inputFields`;
    const fields = await this.#zapier.run(method, {
      authData: this.authData(connection),
      inputData: this.#plain(values),
    });
    return Array.isArray(fields) ? fields : [];
  }

  #plain(values: Values): Record<string, unknown> {
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  }

  #remember(key: string, results: unknown): void {
    const [first] = Array.isArray(results) ? results : [results];
    if (isRecord(first)) this.#results.set(key, first);
  }

  #lookUp(event?: Circumstances['event']): LookUp {
    return (step, path) => {
      const record = event?.trigger === step ? event.record : this.#results.get(step);
      return dig(record, path);
    };
  }
}
