import type { VolumeRow } from './volume.ts';

/** A function of an app with what it is run with. */
export interface Work {
  /** Such as `creates.send_sms.operation.perform`. */
  readonly method: string;
  readonly inputData: object;
}

/** What is measured of an app. */
export interface Subject {
  /** The app's name, such as `mobivate`. */
  readonly app: string;
  /** An action that makes no request. */
  readonly idle: Work;
  /** The action that sends one message, in one request. */
  readonly sending: Work;
  /** Starts the gateway on this machine. */
  startGateway(): Promise<{
    /** The app's environment. */
    readonly env: Readonly<Record<string, string>>;
    readonly authData: object;
    /** The request of `sending`, for the app that does nothing else. */
    readonly request: { readonly url: string; readonly headers: object; readonly body: object };
    close(): Promise<void>;
  }>;
  /** What it costs at volume, measured on the unpacked zip in `folder`. */
  atVolume?(folder: string): Promise<VolumeRow[]>;
}
