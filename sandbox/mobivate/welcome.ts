import type { Account, Sandbox } from './index.ts';

const row = ({ name, key }: Account, remark: string) => `  ${name.padEnd(14)} ${key}   ${remark}`;

/** The text printed at startup: keys, logins, and curl examples. */
export function welcome({ url, accounts }: Sandbox): string {
  const { classic, classicOther, vortex, vortexLimited } = accounts;
  const login = ({ username, password }: Account) => `login ${username} / ${password}`;
  return `Mobivate sandbox: ${url}   (Ctrl-C to stop)

Keys
${row(classic, login(classic))}
${row(classicOther, login(classicOther))}
${row(vortex, 'all permissions')}
${row(vortexLimited, 'no permissions')}

Try
  curl ${url}/auth/test -H 'Authorization: Bearer ${classic.key}'

  curl ${url}/send/single -H 'Authorization: Bearer ${classic.key}' \\
    -d '{"originator":"Mobivate","recipient":"447700900123","body":"Hello","routeId":"mglobal"}'

  curl ${url}/send/single -H 'Authorization: Bearer ${vortex.key}' \\
    -d '{"originator":"Mobivate","recipient":"447700900123","text":"Hello"}'

  curl ${url}/_sandbox/inbound -d '{"account":"classic","from":"447700900123","text":"YES"}'

  curl ${url}/_sandbox/faults -d '{"kind":"status","status":429,"retryAfter":30,"path":"/send/*"}'

  curl ${url}/_sandbox/requests

To point the app to the sandbox, set MOBIVATE_API_URL=${url} MOBIVATE_TASKS_URL=${url}
`;
}
