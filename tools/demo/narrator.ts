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

const wire = ({ method, target, body, status }: RecordedRequest): string =>
  `${paint.cyan(`${method} ${decodeURIComponent(target)}`)}${body ? ` ${short(body)}` : ''} ${paint.dim('→')} ${status}`;

let steps = 0;

/** Tells what the demonstration does while it does it: colours in a terminal, plain lines elsewhere. */
export const narrator = {
  title: (text: string): void => console.log(`\n${paint.bold(text)}`),
  chapter: (text: string): void => console.log(`\n${paint.magenta('━━')} ${paint.bold(text)}`),
  step: (text: string): void => {
    steps += 1;
    console.log(`\n${paint.bold(String(steps).padStart(2))} ${text}`);
  },
  asked: (values: Record<string, unknown>): void => line('asked', list(values)),
  wire: (requests: readonly RecordedRequest[]): void => {
    if (requests.length === 0) line('wire', paint.dim('no request was made'));
    for (const request of requests) line('wire', wire(request));
  },
  back: (values: Record<string, unknown>): void => line('back', `${paint.green('✓')} ${list(values)}`),
  told: (sentence: string): void => line('told', `${paint.yellow('!')} ${sentence}`),
  steps: (): number => steps,
};

/** Ends the demonstration with an error where something did not come out as it was told. */
export const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`The demonstration did not come out: ${what}.`);
};
