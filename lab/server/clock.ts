import type { ClockState } from '../protocol.ts';

const machineNow = Date.now.bind(Date);

/** The lab's time: runs with the machine's, faster, or is put forward. Epoch milliseconds. */
export class LabClock {
  #rate = 1;
  #machine = machineNow();
  #lab = this.#machine;

  now(): number {
    return Math.floor(this.#lab + (machineNow() - this.#machine) * this.#rate);
  }

  state(): ClockState {
    return { machine: this.#machine, lab: this.#lab, rate: this.#rate };
  }

  /** How far the lab is ahead of the machine. */
  ahead(): number {
    return this.now() - machineNow();
  }

  /** From now on so many seconds pass in one of the machine's. */
  setRate(rate: number): void {
    this.advance(0);
    this.#rate = rate;
  }

  advance(milliseconds: number): void {
    this.#lab = this.now() + milliseconds;
    this.#machine = machineNow();
  }
}

/**
 * Makes `Date` of this process tell the lab's time, so that the apps reckon windows, schedules and expiry by it. Timers
 * keep the machine's time: a step still has its 30 seconds.
 */
export const tellTimeBy = (clock: Pick<LabClock, 'now'>): void => {
  const now = () => clock.now();
  globalThis.Date = new Proxy(Date, {
    construct: (target, given) => Reflect.construct(target, given.length === 0 ? [now()] : given),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
};
