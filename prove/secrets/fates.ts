import type { FaultSpec } from '../../sandbox/faults.ts';

/**
 * A secret as somebody on the other side might repeat it, in the encodings that the platform's own log looks for: of
 * others, such as a form's `+`, it would keep the answer as it came.
 */
const forms = (secret: string): string[] => [
  secret,
  `key=${encodeURIComponent(secret)}`,
  `(${Buffer.from(secret).toString('base64')})`,
  `Authorization: Bearer ${secret}`,
];

const said = (secrets: readonly string[]): string => secrets.flatMap(forms).join(' ');

/** What the other side may do with secrets: take them, refuse them, or repeat them in every form and place. */
export const FATES: readonly { name: string; fault?: (secrets: readonly string[]) => FaultSpec }[] = [
  { name: 'taken' },
  { name: 'refused', fault: () => ({ kind: 'status', status: 401 }) },
  {
    name: 'repeated in an error',
    fault: (secrets) => ({ kind: 'status', status: 400, body: { message: said(secrets) } }),
  },
  {
    name: 'repeated in an inner error',
    fault: (secrets) => ({
      kind: 'status',
      status: 403,
      body: { success: false, error: { message: said(secrets) } },
    }),
  },
  {
    name: 'repeated in a refusal with status 200',
    fault: (secrets) => ({ kind: 'shape', body: { success: false, message: said(secrets) } }),
  },
  {
    name: 'repeated as JSON that is none',
    fault: (secrets) => ({ kind: 'status', status: 500, body: `{"message": ${said(secrets)}` }),
  },
  {
    name: 'repeated in a page',
    fault: (secrets) => ({ kind: 'html', status: 502, body: `<pre>${said(secrets)}</pre>` }),
  },
  {
    name: 'repeated in headers',
    fault: (secrets) => ({
      kind: 'status',
      status: 429,
      headers: { 'X-Said': encodeURIComponent(secrets.join(' ')), 'X-Key': secrets[0] ?? '' },
    }),
  },
  {
    name: 'repeated in a redirect',
    fault: (secrets) => ({
      kind: 'status',
      status: 302,
      headers: { Location: `/${secrets.map(encodeURIComponent).join('/')}` },
    }),
  },
  { name: 'answered by nothing', fault: () => ({ kind: 'drop' }) },
];
