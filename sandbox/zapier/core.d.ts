import 'zapier-platform-core';

declare module 'zapier-platform-core' {
  /** The handler that Zapier runs in production; the published types leave it out. */
  export const createAppHandler: (
    app: object,
  ) => (event: Record<string, unknown>) => Promise<{ results?: unknown; status?: string }>;
}
