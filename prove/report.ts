import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Part, PartReport } from './parts/part.ts';
import type { Proof } from './proof.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const FILE = `${root}docs/reliability.md`;

const beginning = (name: string): string => `<!-- ${name}: written by npm run prove -->`;
const ending = (name: string): string => `<!-- end of ${name} -->`;

const bodyOf = (title: string, { summary, problems }: PartReport, command: string): string[] => [
  `### ${title}`,
  '',
  `${new Date().toISOString().slice(0, 10)}, \`${command}\`: ${problems.length === 0 ? 'no problems' : `**${problems.length} problems**`}.`,
  '',
  ...summary,
];

/**
 * Writes the full results of a part, with tables and problems, to a file of the run.
 * @returns its path from the root of the project
 */
export const writeReport = (part: Part, { app }: Proof, report: PartReport, command: string): string => {
  const folder = `build/prove/${app}`;
  mkdirSync(root + folder, { recursive: true });
  const problems = report.problems.map((problem) => `- ${problem}`);
  const lines = [...bodyOf(part.title, report, command), '', ...(report.details ?? []), '', ...problems];
  writeFileSync(`${root}${folder}/${part.name}.md`, `${lines.join('\n').trimEnd()}\n`);
  return `${folder}/${part.name}.md`;
};

/** Replaces a section of docs/reliability.md, or adds it. */
export const replaceSection = (name: string, title: string, report: PartReport, command: string): void => {
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '# Reliability\n';
  const section = [beginning(name), ...bodyOf(title, report, command), ending(name)].join('\n');
  const from = text.indexOf(beginning(name));
  const to = text.indexOf(ending(name));
  const written =
    from < 0 || to < 0
      ? `${text.trimEnd()}\n\n${section}\n`
      : `${text.slice(0, from)}${section}${text.slice(to + ending(name).length)}`;
  writeFileSync(FILE, written);
};

/** Replaces the summary of a part in docs/reliability.md. */
export const writeSection = (part: Part, { app }: Proof, report: PartReport, command: string): void =>
  replaceSection(`${part.name} of ${app}`, `${part.title} of ${app}`, report, command);
