import { createInterface } from 'node:readline/promises';
import { input, password } from '@inquirer/prompts';
import type { Asker } from './gateway.ts';

/** Reads values from the environment, or else asks the person at the terminal. */
export const terminalAsker: Asker = {
  secret: async (variable, label) => {
    const given = process.env[variable]?.trim();
    if (given) return given;
    if (!process.stdin.isTTY) throw new Error(`Set ${variable}, because there is no terminal to ask for it.`);
    return password({ message: label });
  },
  maybe: (variable) => process.env[variable]?.trim() || undefined,
};

const typed = async (question: string): Promise<string> => {
  if (process.stdin.isTTY) return input({ message: question });
  process.stdout.write(`${question}\n`);
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    lines.close();
  }
};

/** Whether the person types the word. Without a terminal, reads it from standard input. */
export const confirmed = async (word: string): Promise<boolean> =>
  (await typed(`Type ${word} to go on, or anything else to send nothing:`)).trim().toLowerCase() === word;
