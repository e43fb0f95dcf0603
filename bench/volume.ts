/** A row of the table of measurements at volume. */
export interface VolumeRow {
  readonly what: string;
  /** The kind of connection, such as a gateway's platform. */
  readonly variant: string;
  readonly requests: number;
  readonly seconds: string;
  readonly peak: string;
  readonly outcome: string;
}
