import 'zapier-platform-core';

declare module 'zapier-platform-core' {
  /** The handler that Zapier runs in production. Missing from the published types. */
  export const createAppHandler: (
    app: object,
  ) => (event: Record<string, unknown>) => Promise<{ results?: unknown; status?: string }>;
}
