import { createColors } from 'picocolors';
import type { RecordedRequest } from '../../sandbox/exchange.ts';

const inTerminal = Boolean(process.stdout.isTTY) && !process.env.CI && !process.env.NO_COLOR;
const paint = createColors(inTerminal);

const LABEL_WIDTH = 8;

const line = (label: string, text: string): void =>
  console.log(`   ${paint.dim(label.padEnd(LABEL_WIDTH))} ${text}`);

const short = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 150 ? `${text.slice(0, 150)}…` : text;
};

const list = (values: Record<string, unknown>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key} ${paint.bold(short(value))}`)
    .join(', ');

const requestLine = ({ method, target, body, status }: RecordedRequest): string =>
  `${paint.cyan(`${method} ${decodeURIComponent(target)}`)}${body ? ` ${short(body)}` : ''} ${paint.dim('→')} ${status}`;

let steps = 0;

/** Prints the progress of a demonstration, in color if stdout is a terminal. */
export const narrator = {
  title: (text: string): void => console.log(`\n${paint.bold(text)}`),
  chapter: (text: string): void => console.log(`\n${paint.magenta('━━')} ${paint.bold(text)}`),
  step: (text: string): void => {
    steps += 1;
    console.log(`\n${paint.bold(String(steps).padStart(2))} ${text}`);
  },
  input: (values: Record<string, unknown>): void => line('input', list(values)),
  requests: (requests: readonly RecordedRequest[]): void => {
    if (requests.length === 0) line('request', paint.dim('none'));
    for (const request of requests) line('request', requestLine(request));
  },
  output: (values: Record<string, unknown>): void => line('output', `${paint.green('✓')} ${list(values)}`),
  error: (sentence: string): void => line('error', `${paint.yellow('!')} ${sentence}`),
  steps: (): number => steps,
};

/** Fails the demonstration with `what` unless `holds`. */
export const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`The demonstration failed: ${what}.`);
};
