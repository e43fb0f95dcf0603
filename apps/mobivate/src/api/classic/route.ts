/** The route that every Classic account has. */
export const DEFAULT_ROUTE = 'mglobal';
