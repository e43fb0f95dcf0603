import { type Check, findingsIn, textsIn } from './check.ts';
import type { Definition } from './definition.ts';

const FORBIDDEN = /\b(javascript|vbscript|data|file|blob):/i;
const MARKDOWN_LINK = /\[[^\]]*\]\([^)]*\)/g;
const SOUND_LINK = /^\[[^\]\s][^\]]*\]\(https:\/\/[^)\s]+\)$/;
const CODE = /`[^`]*`/g;

/** Every text that Zapier renders as Markdown, which excludes samples. */
const markdownIn = (definition: Definition) =>
  textsIn(definition, '').filter(({ where }) => /\.(helpText|description)$/.test(where));

const markdownProblem = (text: string): string | false => {
  const links: string[] = text.match(MARKDOWN_LINK) ?? [];
  const broken = links.find((link) => !SOUND_LINK.test(link));
  if (broken) return `the link ${broken} is malformed`;
  const rest = text.replace(MARKDOWN_LINK, '').replace(CODE, '');
  if (/\]\s*\(|\[[^\]]*$/.test(rest)) return 'a link is malformed';
  if (rest.includes('`')) return 'a backtick is not closed';
  return /https?:\/\/|www\./.test(rest) && 'a bare URL is not in backticks';
};

/** Checks for URLs in every text of the definition. */
export const linkChecks: Check[] = [
  {
    id: 'D007',
    rule: 'every URL is https',
    findIn: (definition) =>
      findingsIn(textsIn(definition, ''), ({ text }) => /\bhttp:\/\//i.test(text) && 'a URL is not https'),
  },
  {
    id: 'D008',
    rule: 'Markdown links are well formed, and bare URLs are in backticks',
    findIn: (definition) => findingsIn(markdownIn(definition), ({ text }) => markdownProblem(text)),
  },
  {
    id: 'D025',
    rule: 'no URL runs a script or opens a file',
    findIn: (definition) =>
      findingsIn(textsIn(definition, ''), ({ text }) => {
        const [scheme] = FORBIDDEN.exec(text) ?? [];
        return scheme !== undefined && `a URL begins with ${scheme}`;
      }),
  },
];
