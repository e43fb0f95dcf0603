import { stripVTControlCharacters } from 'node:util';

const isTerminal = Boolean(process.stdout.isTTY) && !process.env.CI;

/** The minimum time between lines if stdout is not a terminal. */
const PLAIN_MILLISECONDS = 10_000;

// Keeps the original write, because the platform's printed log is silenced.
const write = process.stdout.write.bind(process.stdout);

let last = 0;

/** Shows progress: a line that updates in a terminal, or an occasional plain line elsewhere. */
export const progress = (text: string): void => {
  if (isTerminal) {
    write(`\r\u001b[K  ${text.slice(0, (process.stdout.columns ?? 80) - 3)}`);
    return;
  }
  if (performance.now() - last < PLAIN_MILLISECONDS) return;
  last = performance.now();
  write(`  ${stripVTControlCharacters(text)}\n`);
};

/** Prints a line permanently. */
export const say = (line: string): void => {
  write(isTerminal ? `\r\u001b[K${line}\n` : `${line}\n`);
};
