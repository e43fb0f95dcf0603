/** The demonstration of an app in `npm start`. */
export interface Demo {
  /** The app's name, such as `mobivate`. */
  readonly app: string;
  readonly title: string;
  /** Runs the demonstration. `isShort` is set when all apps are shown. */
  show(isShort: boolean): Promise<void>;
}
