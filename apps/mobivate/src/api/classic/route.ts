/** The route every Classic account has. */
export const DEFAULT_ROUTE = 'mglobal';
