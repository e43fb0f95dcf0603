import type { PlainOutputField } from 'zapier-platform-core';

export const rawField: PlainOutputField = { key: 'raw', label: 'Raw Data' };
