/** What `npm start` shows of an app. */
export interface Demo {
  /** The app's name, such as `mobivate`. */
  readonly app: string;
  readonly title: string;
  /** Shows it; `isShort` where the other apps are shown as well. */
  show(isShort: boolean): Promise<void>;
}
