/** One line of the table of what an app costs at volume. */
export interface VolumeRow {
  readonly what: string;
  /** Which kind of connection, such as the platform of a gateway. */
  readonly variant: string;
  readonly requests: number;
  readonly seconds: string;
  readonly peak: string;
  readonly outcome: string;
}
