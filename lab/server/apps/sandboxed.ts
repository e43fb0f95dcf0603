import type { Clock } from '../../../sandbox/clock.ts';
import type { RecordedRequest } from '../../../sandbox/exchange.ts';
import type { Faults } from '../../../sandbox/faults.ts';
import type { LabClock } from '../clock.ts';
import { EXCHANGE_HEADER } from '../tap.ts';
import { faultSpec } from './faults.ts';
import type { Gateway } from './gateway.ts';

/** Requests that are remembered for the faults that hit them. */
const KEPT = 200;

/** What all sandboxes have. */
interface Sandbox<S> {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly requests: RecordedRequest[];
  readonly settings: S;
  readonly endings: Map<string, string>;
  close(): Promise<void>;
}

/** What of a gateway is its own. */
interface Own<S> {
  readonly url: string;
  /** Settings that make a fault of receipts, by its id. */
  readonly switches: Readonly<Record<string, Partial<S>>>;
  /** The ending of a number that behaves like a phone in that state. */
  readonly endings: Readonly<Record<string, string>>;
  /** A phone's number as the sandbox writes it. */
  readonly numberOf: (phone: string) => string;
}

type Shared = Pick<Gateway, 'url' | 'addressOf' | 'trouble' | 'faultOf' | 'setPhone' | 'catchUp' | 'close'>;

/** What the lab does with every sandbox in the same way. */
export const sandboxed = <S extends object>(sandbox: Sandbox<S>, lab: LabClock, own: Own<S>): Shared => {
  const usual = { ...sandbox.settings };
  return {
    url: own.url,
    addressOf: () => null,
    trouble: (id, always) => {
      const spec = faultSpec(id, always);
      if (spec) {
        const fault = sandbox.faults.add(spec);
        return { spent: () => fault.left <= 0, takeBack: () => sandbox.faults.remove(fault) };
      }
      Object.assign(sandbox.settings, own.switches[id]);
      return { spent: () => false, takeBack: () => void Object.assign(sandbox.settings, usual) };
    },
    faultOf: (exchange) => {
      const { requests } = sandbox;
      if (requests.length > KEPT) requests.splice(0, requests.length - KEPT);
      return requests.findLast(({ headers }) => headers[EXCHANGE_HEADER] === String(exchange))?.fault ?? null;
    },
    setPhone: (phone, state) => {
      const ending = own.endings[state];
      if (ending) sandbox.endings.set(own.numberOf(phone), ending);
      else sandbox.endings.delete(own.numberOf(phone));
    },
    catchUp: () => sandbox.clock.advance(Math.max(0, lab.now() - sandbox.clock.now())),
    close: () => sandbox.close(),
  };
};
