import { type Sandbox, type SandboxOptions, startSandbox } from '../../mottasl/index.ts';

export const START = Date.parse('2026-03-10T09:30:15.250Z');

/** Runs `test` against a sandbox of its own, on a driven clock that starts at `START`. */
export async function withSandbox(test: (sandbox: Sandbox) => Promise<void>, options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ seed: 1, clock: 'driven', now: START, ...options });
  try {
    await test(sandbox);
  } finally {
    await sandbox.close();
  }
}

/** One request with a JSON body, by the key that may write unless another one is given. */
export async function call(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  key = sandbox.keys.full.key,
): Promise<{ status: number; text: string; json: unknown }> {
  const response = await fetch(sandbox.url + path, {
    method,
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, text, json };
}

export const TEXT = { to: '966500000001', type: 'text', text: { body: 'Hello', preview_url: false } };

export const webhook = (url: string, event: string) => ({
  name: 'A Zap',
  description: 'For a test',
  url,
  event,
  securetoken: 'hush',
  policy: 'retry',
  enabled: true,
});
