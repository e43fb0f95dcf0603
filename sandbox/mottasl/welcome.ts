import type { Sandbox } from './index.ts';

/** The text printed at startup: keys and curl examples. */
export function welcome({ url, controlUrl, keys: { full, readOnly, opaque } }: Sandbox): string {
  return `Azeer (Mottasl) sandbox: ${url}   (Ctrl-C ends it)

Keys
  read and write  ${full.key}
  read only       ${readOnly.key}
  no token        ${opaque.key}

Try
  KEY='${full.key}'

  curl ${url}/agent -H "Authorization: Bearer $KEY"

  curl ${controlUrl}/inbound -H 'Content-Type: application/json' -d '{"from":"966500000001","text":"Is it ready?"}'

  curl ${url}/message/send -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \\
    -d '{"to":"966500000001","type":"text","text":{"body":"Yes, come by.","preview_url":false}}'

  curl ${controlUrl}/settings -H 'Content-Type: application/json' -d '{"webhookId":"none","lists":"array"}'

  curl ${controlUrl}/faults -H 'Content-Type: application/json' -d '{"kind":"status","status":429,"path":"/v1/message/*"}'

  curl ${controlUrl}/requests

The app uses it with MOTTASL_API_URL=${url}
`;
}
