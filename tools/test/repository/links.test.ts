import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Files of the repository, including uncommitted ones. */
const filesOf = (pattern: string): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', pattern], { cwd: root })
    .toString()
    .split('\n')
    .filter((file) => file && existsSync(root + file));

const withoutCode = (text: string): string =>
  text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '');

/** The anchor of a heading on GitHub. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const anchorsIn = (file: string): string[] => {
  const text = readFileSync(root + file, 'utf8').replace(/^(```|~~~)[\s\S]*?^\1/gm, '');
  return [...text.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
};

const links = filesOf('*.md').flatMap((file) =>
  [
    ...withoutCode(readFileSync(root + file, 'utf8')).matchAll(
      /\[[^\]]*\]\(([^)\s]+)[^)]*\)|<(https?:[^>]+)>/g,
    ),
  ].map(([, inline, bare]) => ({ file, link: inline ?? bare ?? '' })),
);

const isExternal = (link: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(link);

test('finds links in more than one file', () => {
  expect(new Set(links.map(({ file }) => file)).size).toBeGreaterThan(1);
});

test.each(links.filter(({ link }) => !isExternal(link)))('$file: $link resolves', ({ file, link }) => {
  const [path = '', anchor] = link.split('#');
  const target = path ? relative(root, join(root, dirname(file), path)) : file;
  expect(existsSync(root + target)).toBe(true);
  if (anchor !== undefined) expect(anchorsIn(target)).toContain(anchor);
});

test('links out of the repository are https', () => {
  const external = links.filter(({ link }) => isExternal(link) && !link.startsWith('https://'));
  expect(external).toEqual([]);
});

test('file paths in documents exist', () => {
  const missing = filesOf('*.md').flatMap((file) => {
    const text = readFileSync(root + file, 'utf8');
    const named = [
      ...text.matchAll(/`((?:apps|packages|tools|sandbox|bench|prove|docs|relay|lab)\/[\w./-]+)`/g),
    ].map(([, path = '']) => path);
    return named.filter((path) => !existsSync(root + path)).map((path) => `${file}: ${path}`);
  });
  expect(missing).toEqual([]);
});

test('no call of npx, in documents, workflows or messages, can install a package', () => {
  const called = ['*.md', '*.yml', '*.ts'].flatMap(filesOf).flatMap((file) => {
    const text = readFileSync(root + file, 'utf8');
    return [...text.matchAll(/npx [-\w]+/g)].map(([call]) => `${file}: ${call}`);
  });
  expect(called.length).toBeGreaterThan(0);
  expect(called.filter((call) => !call.endsWith(': npx --no-install'))).toEqual([]);
});
