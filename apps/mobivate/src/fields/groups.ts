import type { PlainInputField } from 'zapier-platform-core';

/** The headings of a send's form, in the order of its fields. */
export const sendGroups = [
  { key: 'timing', label: 'When to Send' },
  { key: 'cost', label: 'Text and Cost' },
  { key: 'optouts', label: 'Opt-Outs' },
  { key: 'tracking', label: 'Tracking' },
  { key: 'account', label: 'Mobivate Account' },
];

type Group = 'timing' | 'cost' | 'optouts' | 'tracking' | 'account';

/** Places a field under a heading. */
export const inGroup = <const F extends PlainInputField>(group: Group, field: F): F & { group: Group } => ({
  ...field,
  group,
});
