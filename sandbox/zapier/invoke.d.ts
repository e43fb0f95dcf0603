/** How the platform converts typed input. The CLI implements it like production, without types. */
declare module 'zapier-platform-cli/src/oclif/commands/invoke/input-types.js' {
  const complete: (
    inputData: Record<string, unknown>,
    inputFields: readonly object[],
    timezone: string,
  ) => Record<string, unknown>;
  export default complete;
}
