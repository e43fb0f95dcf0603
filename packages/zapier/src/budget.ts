/** Zapier ends a step after 30 s; what is left over is for the platform's own work around ours. */
const STEP_MILLISECONDS = 25_000;

/** The time a step may still spend on the network. */
export interface Budget {
  /** Milliseconds left, never below zero. */
  remaining(): number;
  /** Waits, but never past the end. */
  pause(milliseconds: number): Promise<void>;
}

/** Starts the clock of one step. */
export const startBudget = (milliseconds = STEP_MILLISECONDS): Budget => {
  const end = Date.now() + milliseconds;
  const remaining = () => Math.max(0, end - Date.now());
  return {
    remaining,
    pause: (wanted) => new Promise((resolve) => setTimeout(resolve, Math.min(wanted, remaining()))),
  };
};
