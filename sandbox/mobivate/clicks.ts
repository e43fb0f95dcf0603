import type { Link } from './links.ts';
import { hexId } from './receipts.ts';
import type { World } from './world.ts';

/** Countries by calling code, with the two-letter codes that Mobivate uses (`UK`, not ISO's `GB`). */
const COUNTRIES: readonly [prefix: string, name: string, letters: string][] = [
  ['353', 'Ireland', 'IE'],
  ['387', 'Bosnia and Herzegovina', 'BA'],
  ['44', 'United Kingdom', 'UK'],
  ['49', 'Germany', 'DE'],
  ['33', 'France', 'FR'],
  ['34', 'Spain', 'ES'],
  ['39', 'Italy', 'IT'],
  ['61', 'Australia', 'AU'],
  ['1', 'United States', 'US'],
];

const BROWSERS: readonly [RegExp, string][] = [
  [/Firefox\//, 'Firefox'],
  [/Edg\//, 'Edge'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac OS X'],
  [/Linux/, 'Linux'],
];

const named = (table: readonly [RegExp, string][], agent: string) =>
  table.find(([pattern]) => pattern.test(agent))?.[1] ?? 'Unknown';

export interface Visitor {
  userAgent: string;
  ipAddress: string;
}

/** Reports a click to the account's click webhook. The payload has neither a click id nor a time. */
export function reportClick(world: World, link: Link, visitor: Visitor): void {
  const url = link.account.hooks.click;
  if (!url) return;
  const { message } = link;
  const [, country, iso2l] = COUNTRIES.find(([prefix]) => message.recipient.startsWith(prefix)) ?? [
    '',
    'Unknown',
    '',
  ];
  world.deliveries.post(message.id, {
    url,
    kind: 'click',
    contentType: 'application/json',
    body: JSON.stringify({
      messageId: hexId(message.id),
      mobile: message.recipient,
      batchId: hexId(message.batchId),
      clientRef: message.reference,
      browser: named(BROWSERS, visitor.userAgent),
      country,
      ipAddress: visitor.ipAddress,
      iso2l,
      os: named(SYSTEMS, visitor.userAgent),
      url: link.url,
    }),
  });
}
