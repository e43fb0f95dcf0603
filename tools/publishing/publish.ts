import * as v from 'valibot';
import { NotReady, type Platform } from './platform.ts';

const versions = v.array(v.looseObject({ Version: v.string(), State: v.string() }));

const must = async (platform: Platform, ...args: string[]): Promise<string> => {
  const { ok, output } = await platform.run(...args);
  if (!ok) throw new NotReady(`zapier-platform ${args.join(' ')} failed:\n${output.trimEnd()}`);
  return output;
};

/** Builds the app and uploads it, with the version in package.json or, with a label, as `0.0.0-<label>`. */
export const push = (platform: Platform, label?: string): Promise<string> =>
  must(platform, 'push', '--skip-dep-install', ...(label ? ['--snapshot', label] : []));

/** A version's state at Zapier, such as `promoted` or `private`, or `null` if it does not exist. */
const stateOf = async (platform: Platform, version: string): Promise<string | null> => {
  const output = await must(platform, 'versions', '--all', '--format', 'json');
  const listed = v.parse(
    versions,
    JSON.parse(output.slice(output.indexOf('['), output.lastIndexOf(']') + 1)),
  );
  return listed.find((one) => one.Version === version)?.State ?? null;
};

/**
 * Uploads and promotes a version, unless already done, so it can be repeated after any failure.
 * @returns what was done, one line each
 */
export const publish = async (platform: Platform, version: string): Promise<string[]> => {
  if ((await stateOf(platform, version)) === 'promoted')
    return [`${version} was promoted before: nothing to do.`];
  await push(platform);
  const told = await must(platform, 'promote', version, '--yes');
  const isPromoted = /Promotion successful/.test(told);
  // Only a person can publish an integration that is not public yet. The CLI names the page.
  return [
    `${version} is uploaded.`,
    isPromoted
      ? `${version} is promoted: new connections use it.`
      : told.slice(told.indexOf('Good news')).trim(),
  ];
};
