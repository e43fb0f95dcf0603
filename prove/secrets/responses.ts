import type { FaultSpec } from '../../sandbox/faults.ts';

/** A secret in the encodings that the platform's log censors. Others, such as a form's `+`, stay visible. */
const forms = (secret: string): string[] => [
  secret,
  `key=${encodeURIComponent(secret)}`,
  `(${Buffer.from(secret).toString('base64')})`,
  `Authorization: Bearer ${secret}`,
];

const said = (secrets: readonly string[]): string => secrets.flatMap(forms).join(' ');

/** How a gateway may respond to secrets: accept them, refuse them, or echo them in any encoding and place. */
export const RESPONSES: readonly { name: string; fault?: (secrets: readonly string[]) => FaultSpec }[] = [
  { name: 'taken' },
  { name: 'refused', fault: () => ({ kind: 'status', status: 401 }) },
  {
    name: 'echoed in an error',
    fault: (secrets) => ({ kind: 'status', status: 400, body: { message: said(secrets) } }),
  },
  {
    name: 'echoed in a nested error',
    fault: (secrets) => ({
      kind: 'status',
      status: 403,
      body: { success: false, error: { message: said(secrets) } },
    }),
  },
  {
    name: 'echoed in an error with status 200',
    fault: (secrets) => ({ kind: 'shape', body: { success: false, message: said(secrets) } }),
  },
  {
    name: 'echoed in invalid JSON',
    fault: (secrets) => ({ kind: 'status', status: 500, body: `{"message": ${said(secrets)}` }),
  },
  {
    name: 'echoed in an HTML page',
    fault: (secrets) => ({ kind: 'html', status: 502, body: `<pre>${said(secrets)}</pre>` }),
  },
  {
    name: 'echoed in headers',
    fault: (secrets) => ({
      kind: 'status',
      status: 429,
      headers: { 'X-Said': encodeURIComponent(secrets.join(' ')), 'X-Key': secrets[0] ?? '' },
    }),
  },
  {
    name: 'echoed in a redirect',
    fault: (secrets) => ({
      kind: 'status',
      status: 302,
      headers: { Location: `/${secrets.map(encodeURIComponent).join('/')}` },
    }),
  },
  { name: 'dropped connection', fault: () => ({ kind: 'drop' }) },
];
