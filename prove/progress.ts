import { stripVTControlCharacters } from 'node:util';

const isTerminal = Boolean(process.stdout.isTTY) && !process.env.CI;

/** Without a terminal, a line is written at most this often. */
const PLAIN_MILLISECONDS = 10_000;

// What the app logs, the platform prints as well: it must not come in between.
const write = process.stdout.write.bind(process.stdout);

let last = 0;

/** Shows how far a long run has come: one line that changes on a terminal, and now and then a plain line elsewhere. */
export const progress = (text: string): void => {
  if (isTerminal) {
    write(`\r\u001b[K  ${text.slice(0, (process.stdout.columns ?? 80) - 3)}`);
    return;
  }
  if (performance.now() - last < PLAIN_MILLISECONDS) return;
  last = performance.now();
  write(`  ${stripVTControlCharacters(text)}\n`);
};

/** Writes a line that stays. */
export const say = (line: string): void => {
  write(isTerminal ? `\r\u001b[K${line}\n` : `${line}\n`);
};
