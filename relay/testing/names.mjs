// Preloaded into a relay: names that end with .example or .com resolve to this machine.
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';

const { lookup } = dns;
dns.lookup = (name, options, callback) => {
  if (!/\.(example|com)$/.test(name)) return lookup(name, options, callback);
  process.nextTick(callback, null, [{ address: '127.0.0.1', family: 4 }]);
};
syncBuiltinESMExports();
