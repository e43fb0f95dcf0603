import type { Account, Sandbox } from './index.ts';

const row = ({ name, key, secret }: Account, remark: string) =>
  `  ${name.padEnd(6)} ${key}   ${secret}   ${remark}`;

/** The text printed at startup: keys, secrets, and curl examples. */
export function welcome({ url, accounts: { basic, hmac, bare } }: Sandbox): string {
  return `Sinch MessageMedia sandbox: ${url}   (Ctrl-C to stop)

Keys and secrets
${row(basic, 'Basic')}
${row(hmac, 'HMAC, the same account')}
${row(bare, 'Basic, every feature off')}

Try
  LOGIN='${basic.key}:${basic.secret}'

  curl ${url}/v1/messages -u "$LOGIN" -H 'Content-Type: application/json' \\
    -d '{"messages":[{"content":"Hello","destination_number":"+61491570156","delivery_report":true}]}'

  curl ${url}/v1/webhooks/messages -u "$LOGIN" -H 'Content-Type: application/json' \\
    -d '{"url":"http://127.0.0.1:9/","method":"POST","encoding":"JSON","events":["RECEIVED_SMS"],"template":"{\\"id\\":\\"$moId\\"}"}'

  curl ${url}/_sandbox/inbound -d '{"account":"basic","from":"+61491570156","text":"YES"}'

  curl ${url}/_sandbox/faults -d '{"kind":"status","status":429,"retryAfter":30,"path":"/v1/messages"}'

  curl ${url}/_sandbox/requests

To point the app to the sandbox, set MESSAGEMEDIA_API_URL=${url}
`;
}
