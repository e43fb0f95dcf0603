/** What the platform makes of typed input; its CLI has it after the pattern of production, without types. */
declare module 'zapier-platform-cli/src/oclif/commands/invoke/input-types.js' {
  const complete: (
    inputData: Record<string, unknown>,
    inputFields: readonly object[],
    timezone: string,
  ) => Record<string, unknown>;
  export default complete;
}
