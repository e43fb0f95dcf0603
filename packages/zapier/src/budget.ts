/** Zapier ends a step after 30 s. The remaining 5 s are for the platform's own work. */
const STEP_MILLISECONDS = 25_000;

/** The time a step has left for the network. */
export interface Budget {
  /** Milliseconds left, at least 0. */
  remaining(): number;
  /** Waits for `milliseconds`, or until the budget runs out. */
  pause(milliseconds: number): Promise<void>;
}

/** Starts the time budget of a step. */
export const startBudget = (milliseconds = STEP_MILLISECONDS): Budget => {
  const end = Date.now() + milliseconds;
  const remaining = () => Math.max(0, end - Date.now());
  return {
    remaining,
    pause: (wanted) => new Promise((resolve) => setTimeout(resolve, Math.min(wanted, remaining()))),
  };
};
