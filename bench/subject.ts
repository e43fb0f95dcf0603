import type { VolumeRow } from './volume.ts';

/** A method of an app and its input. */
export interface Work {
  /** Such as `creates.send_sms.operation.perform`. */
  readonly method: string;
  readonly inputData: object;
}

/** What to measure of an app. */
export interface Subject {
  /** The app's name, such as `mobivate`. */
  readonly app: string;
  /** An action that makes no request. */
  readonly idle: Work;
  /** An action that sends one message with one request. */
  readonly sending: Work;
  /** Starts the gateway's sandbox. */
  startGateway(): Promise<{
    /** The app's environment. */
    readonly env: Readonly<Record<string, string>>;
    readonly authData: object;
    /** The request of `sending`, which the empty app also makes. */
    readonly request: { readonly url: string; readonly headers: object; readonly body: object };
    close(): Promise<void>;
  }>;
  /** Measures the app at volume, from the unpacked zip in `folder`. */
  atVolume?(folder: string): Promise<VolumeRow[]>;
}
