import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startZapier } from '../../../sandbox/zapier/index.ts';
import { APPS, loadApp } from '../../apps.ts';
import { describeApp } from '../../compatibility/description.ts';
import { breakages, definitionFile, readReleased, tellBreakages } from '../../compatibility/released.ts';

test.each(APPS)(
  'C001, C002, C003: Zaps built on the last release of %s keep working',
  async (app) => {
    const zapier = await startZapier(await loadApp(app));
    try {
      const present = await describeApp(app, zapier);
      expect(tellBreakages(breakages(app, readReleased(app), present))).toEqual([]);
    } finally {
      await zapier.close();
    }
  },
  60_000,
);

describe('the released definition', { timeout: 60_000 }, () => {
  let repository: string;
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: repository,
    });

  /** Commits a definition that only says `version`. */
  const commit = (version: string) => {
    writeFileSync(join(repository, definitionFile('mobivate')), JSON.stringify({ version }));
    git('add', '-A');
    git('commit', '-qm', version);
  };

  beforeEach(() => {
    repository = mkdtempSync(join(tmpdir(), 'released-'));
    mkdirSync(join(repository, 'apps/mobivate'), { recursive: true });
    git('init', '-q');
    commit('1.0.0');
  });
  afterEach(() => rmSync(repository, { recursive: true, force: true }));

  test('is none before the first tag, so that any key may change', () => {
    expect(readReleased('mobivate', { repository })).toBeNull();
    expect(breakages('mobivate', null, {})).toEqual([]);
  });

  test('is the definition of the last tag', () => {
    git('tag', 'mobivate-v1.0.0');
    commit('1.1.0');
    git('tag', 'mobivate-v1.1.0');
    commit('1.2.0');
    expect(readReleased('mobivate', { repository })).toEqual({ version: '1.1.0' });
  });

  test('is the definition of the previous tag while a tag is being released', () => {
    git('tag', 'mobivate-v1.0.0');
    commit('1.1.0');
    git('tag', 'mobivate-v1.1.0');
    expect(readReleased('mobivate', { repository, except: 'mobivate-v1.1.0' })).toEqual({ version: '1.0.0' });
  });

  test('is not that of another app, or of a tag on another branch', () => {
    git('tag', 'mottasl-v1.0.0');
    git('checkout', '-qb', 'aside');
    commit('0.9.0');
    git('tag', 'mobivate-v0.9.0');
    git('checkout', '-q', '-');
    expect(readReleased('mobivate', { repository })).toBeNull();
  });
});
