import type { Exchange } from '../exchange.ts';

/** Adds a receipt URL to every send that has none. `undefined` keeps the key's own Receipt URL. */
export const withReceiptsTo =
  (exchange: Exchange, receiptUrl: () => Promise<string | undefined>): Exchange =>
  async (ask, schema) => {
    if (!ask.path.startsWith('/send/')) return exchange(ask, schema);
    const callbackURL = ask.json?.callbackURL ?? (await receiptUrl());
    return exchange({ ...ask, json: { ...ask.json, callbackURL } }, schema);
  };
