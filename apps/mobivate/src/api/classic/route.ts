export const DEFAULT_ROUTE = 'mglobal';
