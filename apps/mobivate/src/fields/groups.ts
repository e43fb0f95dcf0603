import type { PlainInputField } from 'zapier-platform-core';

export const sendGroups = [
  { key: 'timing', label: 'When to Send' },
  { key: 'cost', label: 'Text and Cost' },
  { key: 'optouts', label: 'Opt-Outs' },
  { key: 'tracking', label: 'Tracking' },
  { key: 'account', label: 'Mobivate Account' },
];

type Group = 'timing' | 'cost' | 'optouts' | 'tracking' | 'account';

export const inGroup = <const F extends PlainInputField>(group: Group, field: F): F & { group: Group } => ({
  ...field,
  group,
});
