import type { PlainOutputField } from 'zapier-platform-core';

/** Everything that Azeer posted or answered, for what no other field holds. */
export const rawField: PlainOutputField = { key: 'raw', label: 'Raw Data' };
