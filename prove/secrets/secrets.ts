/** Keys and passwords that are hard to censor. */
export const SECRETS = [
  { name: 'of regular expressions', key: '.*+?^$()|[]{1}\\d$&', password: '(.*)+$1\\b[^a]' },
  { name: 'with percent signs', key: 'abc%20%41%zz%%def', password: 'p%41ss%25 word%' },
  { name: 'with quotes', key: `a"b'c\`d"e`, password: `p"a's\\s"` },
  { name: 'with markup', key: '<b>k&amp;y</b>', password: 'p<i>&lt;w</i>' },
  { name: 'that looks like base64', key: 'QUJDREVGR0hJSktM+/==', password: 'cGFzc3dvcmQ+/w==' },
  { name: 'of other scripts', key: 'k3y!(~*)_-.', password: 'pässwörd ☃ 🎂' },
  { name: 'of 300 characters', key: 'k3y-'.repeat(75), password: 'pa55'.repeat(75) },
] as const;

export type Secret = (typeof SECRETS)[number];
