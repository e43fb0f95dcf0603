import type { Exchange } from '../exchange.ts';

/** Adds to every send where its delivery receipts go, unless it says so itself; `undefined` leaves it to the key. */
export const withReceiptsTo =
  (exchange: Exchange, receiptUrl: () => Promise<string | undefined>): Exchange =>
  async (ask, schema) => {
    if (!ask.path.startsWith('/send/')) return exchange(ask, schema);
    const callbackURL = ask.json?.callbackURL ?? (await receiptUrl());
    return exchange({ ...ask, json: { ...ask.json, callbackURL } }, schema);
  };
