import * as v from 'valibot';
import { startZapier } from '../../sandbox/zapier/index.ts';
import { folderOf } from '../../tools/apps.ts';
import type { App, Run, Update, Zap } from '../protocol.ts';
import type { Gateway, LabApp } from './apps/gateway.ts';
import { Board } from './board.ts';
import type { LabClock } from './clock.ts';
import { definitionSchema, listOperations } from './definition.ts';
import { Phones } from './phones.ts';
import { openRelay } from './relay.ts';
import { Runner } from './runner.ts';
import { Secrets } from './secrets.ts';
import { type Form, Steps } from './steps.ts';
import { startTap } from './tap.ts';
import { Troubles } from './troubles.ts';
import { Wire } from './wire.ts';
import { type Methods, Zaps } from './zaps.ts';

/** A request to the lab that is not the page's: a webhook of the gateway. */
export interface Webhook {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** As Zapier hands it to the app. */
  readonly delivery: object;
}

/** An app with its gateway, its Zapier, its phones and its wire. */
export interface World {
  readonly about: App;
  readonly board: Board;
  readonly gateway: Gateway;
  readonly steps: Steps;
  readonly zaps: Zaps;
  readonly phones: Phones;
  readonly troubles: Troubles;
  /** Runs a form; where a required field is empty it gives the sentence of the editor instead. */
  run(form: Form, test: boolean): Promise<Run | string>;
  /** A webhook for a Zap, by its id; gives the status of the answer. */
  hook(zap: number, webhook: Webhook): Promise<number>;
  /** A webhook for a step that waits, by the id of its run. */
  callback(run: number, webhook: Webhook): Promise<number>;
  /** Puts the relay between the gateway and the Zaps, or takes it away; Zaps that are on subscribe anew. */
  setRelay(on: boolean): Promise<void>;
  /** To be called when the lab's time has jumped. */
  followClock(): Promise<void>;
  /** Runs what falls due at the gateway, and the polls. */
  tick(): void;
  close(): Promise<void>;
}

/** The sentence of Zapier's editor. */
export const missingSentence = (labels: readonly string[]): string =>
  `${labels.length === 1 ? 'A required field is' : 'Required fields are'} empty: ${labels.join(', ')}.`;

const ROLES = {
  performSubscribe: 'subscribe',
  performUnsubscribe: 'unsubscribe',
  perform: 'event',
  poll: 'poll',
} as const;

const methodsOf = (
  steps: Steps,
  runner: Runner,
  instant: (trigger: string) => boolean,
): Pick<Methods, 'run' | 'isInstant' | 'label'> => {
  const inputs = new Map<number, Record<string, unknown>>();
  /** Zapier keeps the input of a Zap; it does not ask for the fields at each event. */
  const inputOf = async (zap: Zap): Promise<Record<string, unknown>> => {
    const input =
      inputs.get(zap.id) ??
      (await steps.input({
        kind: 'triggers',
        key: zap.trigger,
        connection: zap.connection,
        values: zap.values,
      }));
    inputs.set(zap.id, input);
    return input;
  };
  return {
    isInstant: instant,
    label: (kind, key) => steps.label(kind, key),
    run: async (zap, method, bundle, meta) => {
      const ending = await runner.run({
        role: ROLES[method],
        kind: 'triggers',
        key: zap.trigger,
        connection: zap.connection,
        label: zap.label,
        method: `triggers.${zap.trigger}.operation.${method === 'poll' ? 'perform' : method}`,
        authData: steps.authData(zap.connection),
        input: await inputOf(zap),
        meta: { ...meta, zap: { id: String(zap.id) } },
        bundle,
        zap: zap.id,
      });
      if (ROLES[method] === 'event' || method === 'poll') steps.remember(zap.trigger, ending.results);
      return ending;
    },
  };
};

/** Starts everything of one app. `publicUrl` is the lab's own address, where webhooks are posted to. */
export const startWorld = async (app: LabApp, clock: LabClock, publicUrl: string): Promise<World> => {
  const bundle: { default: object } = await import(`${folderOf(app.id)}/dist/index.js`);
  const [gateway, zapier] = await Promise.all([
    app.start(clock),
    startZapier(bundle.default, () => clock.now()),
  ]);
  const definition = v.parse(definitionSchema, await zapier.ask('definition'));
  const secrets = new Secrets();
  for (const { authData } of gateway.accounts) secrets.add(authData);

  const board = new Board(
    (): Omit<Update, 'runs' | 'exchanges' | 'messages' | 'reset'> => ({
      phones: phones.list(),
      zaps: zaps.list(),
      faults: troubles.list(),
      subscriptions: gateway.subscriptions(),
      relay: relay?.isOn() ?? false,
      clock: clock.state(),
    }),
  );
  const phones = new Phones(app, gateway, board);
  const troubles = new Troubles(app.faults, gateway);
  const runner = new Runner(zapier, board);
  const steps = new Steps({ zapier, definition, runner, accounts: gateway.accounts });
  const wire = new Wire({ board, runner, secrets, gateway });
  const tap = await startTap(gateway.url, wire);
  for (const [name, path] of Object.entries(app.addresses)) process.env[name] = `${tap.url}${path}`;

  const relay = app.relay
    ? await openRelay({
        clock,
        gatewayUrl: tap.url,
        target: publicUrl,
        wire: {
          began: (request) => wire.passedRelay(request),
          answered: (id, answer) => wire.answered(id, answer),
          broke: (id, why) => wire.broke(id, why),
        },
      })
    : null;

  const callbackUrl = `${publicUrl}/callbacks/${app.id}/:run`;
  const zaps = new Zaps({
    ...methodsOf(steps, runner, (trigger) => definition.triggers[trigger]?.operation.type === 'hook'),
    runSecond: ({ id, trigger, connection }, second, record) =>
      steps.run({ ...second, connection }, { zap: id, event: { trigger, record }, callbackUrl }),
    targetUrl: (zap) => `${publicUrl}/hooks/${app.id}/${zap}`,
    now: () => clock.now(),
  });

  const receive = async ({ path, headers, body }: Webhook, act: () => Promise<number>): Promise<number> => {
    const id = wire.arrived({
      direction: 'webhook',
      origin: publicUrl,
      method: 'POST',
      path,
      headers,
      body,
      run: null,
    });
    const status = await act();
    wire.answered(id, { status });
    return status;
  };

  const connections = await steps.connections();
  board.clear();
  return {
    about: {
      id: app.id,
      name: app.name,
      channel: app.channel,
      version: definition.version,
      connections,
      operations: listOperations(definition),
      faults: app.faults,
      phoneStates: app.phoneStates,
      tour: app.tour,
      relay: app.relay,
    },
    board,
    gateway,
    steps,
    zaps,
    phones,
    troubles,
    run: async (form, test) => {
      const missing = await steps.missing(form);
      if (missing.length > 0) return missingSentence(missing);
      return (await steps.run(form, { test, callbackUrl })).run;
    },
    hook: (zap, webhook) =>
      receive(webhook, async () => ((await zaps.deliver(zap, webhook.delivery)) ? 200 : 410)),
    callback: (id, webhook) =>
      receive(webhook, async () => {
        const run = board.runs.get(id);
        if (run?.status !== 'waiting') return 410;
        board.runs.put({ ...run, status: 'success' });
        await steps.resume(run, webhook.delivery);
        return 200;
      }),
    setRelay: async (on) => {
      const before = zaps.list();
      for (const { id } of before) await zaps.turnOff(id);
      await relay?.switch(on);
      for (const zap of before) await zaps.turnOn(zap);
    },
    followClock: async () => relay?.followClock(),
    tick: () => {
      gateway.catchUp();
      phones.look();
      zaps.tick();
      board.changed();
    },
    close: async () => {
      board.stop();
      await relay?.close();
      await Promise.all([gateway.close(), zapier.close(), tap.close()]);
    },
  };
};
