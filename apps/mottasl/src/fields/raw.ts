/** Everything that Azeer posted or answered, for what no other field holds. */
export const rawField = { key: 'raw', label: 'Raw Data' } as const;
