import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Part, PartReport } from './parts/part.ts';
import type { Proof } from './proof.ts';

const FILE = fileURLToPath(new URL('../docs/reliability.md', import.meta.url));

const beginning = (name: string): string => `<!-- ${name}: written by npm run prove -->`;
const ending = (name: string): string => `<!-- end of ${name} -->`;

/** The section of one part, between marks that it is found by. */
const sectionOf = (
  heading: { name: string; title: string },
  { summary, problems }: PartReport,
  command: string,
): string =>
  [
    beginning(heading.name),
    `## ${heading.title}`,
    '',
    `${new Date().toISOString().slice(0, 10)}, \`${command}\`: ${problems.length === 0 ? 'all as it must be' : `**${problems.length} problems**`}.`,
    '',
    ...summary,
    ending(heading.name),
  ].join('\n');

/** Puts the figures of a part into docs/reliability.md in place of its earlier ones. */
export const writeSection = (part: Part, { app }: Proof, report: PartReport, command: string): void => {
  const heading = { name: `${part.name} of ${app}`, title: `${part.title} of ${app}` };
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '# Reliability\n';
  const section = sectionOf(heading, report, command);
  const from = text.indexOf(beginning(heading.name));
  const end = ending(heading.name);
  const to = text.indexOf(end);
  const written =
    from < 0 || to < 0
      ? `${text.trimEnd()}\n\n${section}\n`
      : `${text.slice(0, from)}${section}${text.slice(to + end.length)}`;
  writeFileSync(FILE, written);
};
