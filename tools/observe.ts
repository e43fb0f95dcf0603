// Checks the claims about a gateway against the gateway, safely. See docs/first-day.md for the options.
import { createHash, randomInt } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { confirmed, terminalAsker } from './observe/asker.ts';
import type { Connection, Gateway } from './observe/gateway.ts';
import { gatewayNamed } from './observe/gateways.ts';
import { isOwn, type Listener, listen } from './observe/listener.ts';
import { MOST_MESSAGES } from './observe/look.ts';
import { askPatiently, Disturbed, USUAL_PATIENCE } from './observe/network.ts';
import { keepObserved } from './observe/observed.ts';
import { fileNameOf, recordingOf } from './observe/recording.ts';
import { countsOf, plainTableOf, tableOf, verdictsOf } from './observe/report.ts';
import { type Circumstances, claimsOf, observe, putBackEarlier, type Report } from './observe/run.ts';
import { type Trace, Traces } from './observe/traces.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

const USAGE = `Usage: npm run observe -- mobivate     reads, and changes nothing (or messagemedia, or mottasl)
       --change              also makes an opt-out, a contact, a webhook of its own, and takes them away again
       --send +447700900123  also sends at most ${MOST_MESSAGES} messages to that number, after a confirmation
       --listen URL          waits for receipts, replies and clicks at a public address that leads to this machine
       --port 8787           the port of this machine that the address leads to; that of the URL where it is this machine's
       --wait 120            how many seconds to wait for them
       --webhook receipt=URL the URL that is set now (or "none"), to be put back: receipt, incoming or click (Mobivate Classic)
       --record              keeps every exchange, with everything of the account replaced, in apps/<name>/test/recorded/,
                             and the verdicts in apps/<name>/observed.json
       --json FILE           writes the verdicts and the table into a file

The key is asked for, or read from the environment (MOBIVATE_API_KEY, MESSAGEMEDIA_API_KEY and _SECRET, MOTTASL_API_KEY);
it is never taken from the command line.
Ends with 0 where it could look, 1 where it could not, 2 where something could not be taken away again, 130 where it was stopped.`;

const { stdout } = process;

const say = (line = ''): void => {
  stdout.write(`${line}\n`);
};

const readNumber = (text: string | undefined): string | null => {
  if (text === undefined) return null;
  const digits = text.replace(/^00/, '+').replace(/[\s().-]/g, '');
  if (/^\+[1-9]\d{7,14}$/.test(digits)) return digits.slice(1);
  throw new Error(`--send "${text}" is no phone number with a country code, such as +447700900123.`);
};

const readAddress = (text: string | undefined): URL | null => {
  if (text === undefined) return null;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text);
  throw new Error(`--listen "${text}" is no address, such as https://example.com/observe.`);
};

const readNumberOf = (name: string, text: string): number => {
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(`--${name} "${text}" is no whole number.`);
};

const EVENTS = ['receipt', 'incoming', 'click'];

const readWebhooks = (given: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    given.flatMap((text) => {
      if (text === 'none') return EVENTS.map((event) => [`webhook_${event}`, 'none']);
      const [, event, url] = /^(receipt|incoming|click)=(none|https?:\/\/\S+)$/.exec(text) ?? [];
      if (event && url) return [[`webhook_${event}`, url]];
      throw new Error(`--webhook "${text}" is not like receipt=https://example.com/hook or receipt=none.`);
    }),
  );

const readOptions = () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      change: { type: 'boolean', default: false },
      send: { type: 'string' },
      listen: { type: 'string' },
      port: { type: 'string', default: '8787' },
      wait: { type: 'string', default: '120' },
      webhook: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
      record: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || positionals.length !== 1) throw new Error(USAGE);
  return {
    ...values,
    gateway: gatewayNamed(positionals[0]),
    recipient: readNumber(values.send),
    address: readAddress(values.listen),
    webhooks: readWebhooks(values.webhook),
    port: readNumberOf('port', values.port),
    wait: readNumberOf('wait', values.wait),
  };
};

type Options = ReturnType<typeof readOptions>;

const announce = (gateway: Gateway, connection: Connection, options: Options): void => {
  const { platform, label, route, changes, messages, listening } = connection;
  const claims = claimsOf(gateway, platform);
  const readable = claims.filter(({ by }) => by === 'reading').length;
  say(`${gateway.title}: ${label}, at ${route.base}`);
  say(`There are ${claims.length} claims about this platform. This run`);
  say(`  - checks ${readable} of them by reading alone`);
  if (options.change) for (const line of changes) say(`  - ${line}`);
  if (options.recipient) {
    say(`  - sends at most ${MOST_MESSAGES} messages to +${options.recipient} and to nobody else:`);
    for (const line of messages) say(`      ${line}`);
  }
  if (options.address) for (const line of listening) say(`  - ${line}`);
  const without = ['change', 'send', 'listen'].filter(
    (by) => !options[by === 'change' ? 'change' : by === 'send' ? 'send' : 'listen'],
  );
  if (without.length > 0)
    say(`Nothing else is touched: ${without.map((by) => `--${by}`).join(', ')} would check more.`);
  say();
};

/** The first request, which shows whether the key works. */
const knock = async ({ knock: wish, route }: Connection, { title }: Gateway): Promise<void> => {
  const { answer } = await askPatiently(
    route,
    { ...wish, reads: true },
    { ...USUAL_PATIENCE, again: 250 },
  ).catch((error: unknown) => {
    throw new Error(
      `${title} cannot be reached: ${error instanceof Disturbed ? error.message : 'something unexpected happened'}.`,
    );
  });
  if (answer.status !== 401 && answer.status !== 403) return;
  const apart = Math.round((Date.parse(answer.headers.date ?? '') - Date.now()) / 1000);
  const clock =
    Math.abs(apart) > 60
      ? ` Its clock is ${Math.abs(apart)} s ${apart > 0 ? 'ahead of' : 'behind'} this machine's, which may be why.`
      : '';
  throw new Error(`${title} does not accept this key (${answer.status}).${clock}`);
};

const mayGo = async (connection: Connection, recipient: string): Promise<boolean> => {
  const ask = async (wish: Parameters<typeof askPatiently>[1]) =>
    (await askPatiently(connection.route, wish, USUAL_PATIENCE)).answer;
  const price = await connection.price(ask, recipient).catch(() => null);
  say(
    `At most ${MOST_MESSAGES} messages, of one or two parts, go to +${recipient}. Price: ${price ?? 'not known'}.`,
  );
  const isConfirmed = await confirmed('send');
  if (!isConfirmed) say('Nothing is sent.');
  return isConfirmed;
};

const openListener = async ({ address, port }: Options, mark: string): Promise<Listener | null> => {
  if (!address) return null;
  const own = isOwn(address) ? Number(address.port || 80) : port;
  try {
    const listener = await listen(address.href, own, mark);
    say(`Listening on port ${own} for what comes to ${address.href}`);
    return listener;
  } catch {
    throw new Error(`Port ${own} cannot be listened on: choose another one with --port.`);
  }
};

const describe = ({ kind, mark }: Trace): string => `  ${kind} ${mark}`;

const conclude = ({ findings, left, sent, isStopped }: Report): void => {
  say(plainTableOf({ findings }));
  say();
  if (sent > 0) say(`${sent} messages were sent at most.`);
  if (left.length > 0) {
    say('LEFT BEHIND: take these away by hand, or run it again, which tries once more:');
    for (const trace of left) say(describe(trace));
  }
  if (isStopped) say('The run was stopped; what it had made is taken away.');
  say(countsOf(findings));
};

/** Stores the recording, and the verdicts unless the gateway runs on this machine. */
const keep = (
  gateway: Gateway,
  connection: Connection,
  report: Report,
  { change }: Options,
  { recipient, listener }: { recipient: string | null; listener: Listener | null },
): void => {
  const day = new Date().toISOString().slice(0, 10);
  const recording = recordingOf({
    gateway: gateway.name,
    platform: connection.platform,
    modes: { change, send: recipient !== null, listen: listener !== null },
    exchanges: report.exchanges,
    arrivals: listener?.all ?? [],
    heard: report.heard,
    secrets: connection.secrets,
    day,
  });
  const folder = `${root}apps/${gateway.name}/test/recorded`;
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/${fileNameOf(recording)}`;
  writeFileSync(file, `${JSON.stringify(recording, null, 2)}\n`);
  say(`Recorded ${recording.exchanges.length} exchanges in ${file.slice(root.length)}`);
  if (isOwn(new URL(connection.route.base))) {
    say('This is a gateway on this machine, so its verdicts are not kept as facts.');
    return;
  }
  keepObserved(gateway.name, connection.platform, verdictsOf(report));
  say(
    `The verdicts are kept in apps/${gateway.name}/observed.json: "npm run claims" writes them into the document.`,
  );
};

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) return;
    say('Stopping; everything is put back first …');
    stop.abort();
  });
}

const run = async (): Promise<number> => {
  const options = readOptions();
  const { gateway } = options;
  const opened = await gateway.connect(terminalAsker);
  const connection = { ...opened, given: { ...opened.given, ...options.webhooks } };
  announce(gateway, connection, options);
  await knock(connection, gateway);
  const identity = createHash('sha256')
    .update(`${connection.route.base} ${connection.secrets[0]}`)
    .digest('hex')
    .slice(0, 12);
  const traces = new Traces(`${root}.observe/${gateway.name}-${identity}.json`);
  const mark = `obs${randomInt(36 ** 6)
    .toString(36)
    .padStart(6, '0')}`;
  const common = {
    traces,
    patience: USUAL_PATIENCE,
    stop: stop.signal,
    mark,
    settleMs: 20_000,
    waitMs: options.wait * 1000,
    tell: say,
  };
  const nothing: Circumstances = {
    ...common,
    permission: { change: false, recipient: null, listener: null },
  };
  if (traces.open.length > 0) {
    say('An earlier run was cut off; what it had made is taken away first.');
    await putBackEarlier(connection, nothing);
  }
  const recipient =
    options.recipient !== null && (await mayGo(connection, options.recipient)) ? options.recipient : null;
  const listener = await openListener(options, mark);
  try {
    const report = await observe(gateway, connection, {
      ...common,
      permission: { change: options.change, recipient, listener },
    });
    conclude(report);
    if (options.json) {
      const { platform } = connection;
      const kept = { gateway: gateway.name, platform, verdicts: verdictsOf(report), table: tableOf(report) };
      writeFileSync(options.json, `${JSON.stringify(kept, null, 2)}\n`);
    }
    if (options.record) keep(gateway, connection, report, options, { recipient, listener });
    if (report.left.length > 0) return 2;
    return report.isStopped ? 130 : 0;
  } finally {
    await listener?.close();
  }
};

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : 'Something unexpected happened.');
  process.exitCode = stop.signal.aborted ? 130 : 1;
}
