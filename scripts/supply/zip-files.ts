/** The packages that go to Zapier with the app: the platform's core and what it loads. */
const PACKAGES = [
  '@zapier/secret-scrubber',
  'asynckit',
  'call-bind-apply-helpers',
  'combined-stream',
  'content-disposition',
  'create-hash',
  'crypto-js',
  'delayed-stream',
  'dotenv',
  'dunder-proto',
  'es-define-property',
  'es-errors',
  'es-object-atoms',
  'es-set-tostringtag',
  'fernet',
  'form-data',
  'function-bind',
  'get-intrinsic',
  'get-proto',
  'gopd',
  'has-symbols',
  'has-tostringtag',
  'hasown',
  'json-metaschema',
  'jsonschema',
  'lodash',
  'lodash.isplainobject',
  'math-intrinsics',
  'mime-db',
  'mime-types',
  'node-abort-controller',
  'node-fetch',
  'oauth-sign',
  'safe-buffer',
  'semver',
  'tr46',
  'urlsafe-base64',
  'webidl-conversions',
  'whatwg-url',
  'zapier-platform-core',
  'zapier-platform-schema',
];

const PATTERNS = [
  /^(?:definition|package)\.json$/,
  /^zapierwrapper\.js$/,
  // The bundle, and its parts that are loaded at first use.
  /^dist\/(?:index|[\w-]+-[A-Z0-9]{8})\.js$/,
  new RegExp(
    `^node_modules/(?:${PACKAGES.map((name) => name.replace('.', '\\.')).join('|')})/.+\\.(?:js|mjs|json)$`,
  ),
];

/** The files among `names` that nobody has said may be uploaded. */
export const foreignFiles = (names: readonly string[]): string[] =>
  names.filter((name) => !PATTERNS.some((pattern) => pattern.test(name)));
