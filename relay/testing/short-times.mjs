// Preloaded into a relay: shortens times that a test would only wait for. `npm run prove -- relay` uses the real ones.
import { registerHooks } from 'node:module';

const TIMES = { LEASE: 4_000, LOCK_WAIT: 100 };

registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    if (!url.endsWith('/relay/src/store/limits.ts')) return loaded;
    let source = String(loaded.source);
    for (const [name, milliseconds] of Object.entries(TIMES)) {
      const constant = new RegExp(`(export const ${name} =) [\\d_]+;`);
      if (!constant.test(source)) throw new Error(`limits.ts has no ${name}.`);
      source = source.replace(constant, `$1 ${milliseconds};`);
    }
    return { ...loaded, source };
  },
});
