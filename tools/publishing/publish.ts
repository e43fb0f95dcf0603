import * as v from 'valibot';
import { NotReady, type Platform } from './platform.ts';

const versions = v.array(v.looseObject({ Version: v.string(), State: v.string() }));

const must = async (platform: Platform, ...args: string[]): Promise<string> => {
  const { ok, output } = await platform.run(...args);
  if (!ok) throw new NotReady(`zapier-platform ${args.join(' ')} failed:\n${output.trimEnd()}`);
  return output;
};

/** Builds the app and uploads it, as the version of the package.json or, with a label, as `0.0.0-<label>`. */
export const push = (platform: Platform, label?: string): Promise<string> =>
  must(platform, 'push', '--skip-dep-install', ...(label ? ['--snapshot', label] : []));

/** What Zapier says of a version: `promoted`, `private` …; `null` where it has none. */
const stateOf = async (platform: Platform, version: string): Promise<string | null> => {
  const output = await must(platform, 'versions', '--all', '--format', 'json');
  const listed = v.parse(
    versions,
    JSON.parse(output.slice(output.indexOf('['), output.lastIndexOf(']') + 1)),
  );
  return listed.find((one) => one.Version === version)?.State ?? null;
};

/**
 * Uploads a version and promotes it, unless that was done before: it can be run again after any failure.
 * @returns what was done, a line each
 */
export const publish = async (platform: Platform, version: string): Promise<string[]> => {
  if ((await stateOf(platform, version)) === 'promoted')
    return [`${version} was promoted before: nothing to do.`];
  await push(platform);
  const told = await must(platform, 'promote', version, '--yes');
  const isPromoted = /Promotion successful/.test(told);
  // An integration that is not public yet is only ever published by a person: the command line names the page.
  return [
    `${version} is uploaded.`,
    isPromoted
      ? `${version} is promoted: new connections use it.`
      : told.slice(told.indexOf('Good news')).trim(),
  ];
};
