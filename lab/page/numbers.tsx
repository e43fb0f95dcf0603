import { useEffect, useState } from 'preact/hooks';
import type { PhoneMessage, Run } from '../protocol.ts';
import { Chart, type Line } from './chart.tsx';
import { count, milliseconds, timeOf } from './format.ts';
import { REACHABLE, Region } from './parts.tsx';
import { messages, runs, subscriptions, zaps } from './store.ts';

const PAUSE_MILLISECONDS = 500;

/** Runs that are drawn one by one. */
const DRAWN = 60;

type Series = [number[], ...(number | null)[][]];

/** Cumulative counts of messages sent, delivered and failed; seconds of the lab's clock. No failure draws no line. */
const deliveryOf = (sent: readonly PhoneMessage[]): Series => {
  const changes = sent.flatMap(({ sentAt, at, outcome }): [number, number][] => {
    const ends: [number, number][] =
      outcome === 'delivered' ? [[at, 1]] : outcome === 'failed' ? [[at, 2]] : [];
    return [[sentAt, 0], ...ends];
  });
  changes.sort(([one], [other]) => one - other);
  const hasFailed = changes.some(([, which]) => which === 2);
  const totals = [0, 0, 0];
  const times: number[] = [];
  const rows: [(number | null)[], (number | null)[], (number | null)[]] = [[], [], []];
  const put = (at: number): void => {
    times.push(at / 1_000);
    for (const [index, row] of rows.entries())
      row.push(index === 2 && !hasFailed ? null : (totals[index] ?? 0));
  };
  const [first] = changes;
  const last = changes.at(-1);
  if (first) put(first[0] - 1_000);
  for (const [at, which] of changes) {
    totals[which] = (totals[which] ?? 0) + 1;
    put(at);
  }
  if (last) put(last[0] + 1_000);
  return [times, ...rows];
};

const isStep = ({ role, ms }: Run): boolean =>
  ms !== null && ['step', 'event', 'poll', 'resume'].includes(role);

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0;

interface Figures {
  readonly sent: readonly PhoneMessage[];
  readonly steps: readonly Run[];
  /** Actions, which are what sends messages. */
  readonly actions: readonly Run[];
}

const figuresOf = (all: readonly PhoneMessage[], every: readonly Run[]): Figures => ({
  sent: all.filter(({ direction }) => direction === 'in'),
  steps: every.filter(isStep),
  actions: every.filter(({ kind, role, ms }) => kind === 'creates' && role === 'step' && ms !== null),
});

/** The figures, at most twice a second however fast events come. */
const useFigures = (): Figures => {
  const take = (): Figures => figuresOf(messages.list.peek(), runs.list.peek());
  const [figures, setFigures] = useState(take);
  useEffect(() => {
    let known: readonly unknown[] = [];
    const timer = setInterval(() => {
      const now = [messages.list.peek(), runs.list.peek()];
      if (now.every((list, index) => list === known[index])) return;
      known = now;
      setFigures(take());
    }, PAUSE_MILLISECONDS);
    return () => clearInterval(timer);
  }, []);
  return figures;
};

const Figure = ({
  title,
  value,
  note,
  children,
}: {
  title: string;
  value: string;
  note: string;
  children?: preact.ComponentChildren;
}) => (
  <figure class="figure">
    <figcaption>
      <span class="title">{title}</span>
      <strong>{value}</strong>
      <span class="quiet">{note}</span>
    </figcaption>
    {children}
  </figure>
);

const DELIVERY_LINES: readonly Line[] = [
  { label: 'Sent', colour: '--accent', kind: 'line' },
  { label: 'Delivered', colour: '--good', kind: 'line' },
  { label: 'Failed', colour: '--bad', kind: 'line' },
];

const OUTCOMES = [
  ['delivered', 'Delivered'],
  ['pending', 'Pending'],
  ['failed', 'Failed'],
  ['unknown', 'Unknown'],
] as const;

const Outcomes = ({ sent }: { sent: readonly PhoneMessage[] }) => {
  const amounts = OUTCOMES.map(([key, label]) => ({
    key,
    label,
    amount: sent.filter(({ outcome }) => outcome === key).length,
  }));
  return (
    <div class="outcomes">
      <div class="bar" aria-hidden="true">
        {amounts.map(
          ({ key, amount }) => amount > 0 && <i key={key} class={key} style={{ flexGrow: amount }} />,
        )}
      </div>
      <dl>
        {amounts.map(({ key, label, amount }) => (
          <div key={key}>
            <dt>
              <i class={key} aria-hidden="true" />
              {label}
            </dt>
            <dd>{amount}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
};

const shortHolder = (holder: string): string => {
  const zap = zaps.value.find(({ id }) => holder.endsWith(`/${id}`));
  return zap ? `→ ${zap.label}, Zap ${zap.id}` : holder.replace(/^https?:\/\//, '');
};

const Holders = () => {
  const held = subscriptions.value;
  const taken = held.filter(({ holder }) => holder !== null);
  return (
    <Figure
      title="Webhooks"
      value={String(taken.length)}
      note={held.length > taken.length ? `of ${held.length} slots taken` : 'subscribed'}
    >
      <ul class="holders" {...REACHABLE} aria-label="Webhooks">
        {taken.map(({ event, account, holder }) => (
          <li key={`${account}/${event}/${holder}`}>
            <span class="event">{event}</span> <span class="quiet">{account}</span>
            <span class="holder" title={holder ?? ''}>
              {shortHolder(holder ?? '')}
            </span>
          </li>
        ))}
        {taken.length === 0 && <li class="quiet">Turn a trigger on to see it here.</li>}
      </ul>
    </Figure>
  );
};

const share = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`;

/** The last values of a row, by their place in it. */
const lastOf = (values: readonly number[]): [number[], number[]] => {
  const last = values.slice(-DRAWN);
  return [last.map((_, index) => index), last];
};

const lastRuns = (amount: number, one: string): readonly [string, string] => [
  amount === 0 ? '' : amount > DRAWN ? `last ${DRAWN} ${one}s` : count(amount, one),
  '',
];

export const Numbers = () => {
  const { sent, steps, actions } = useFigures();
  const ended = sent.filter(({ outcome }) => outcome !== 'pending');
  const delivered = sent.filter(({ outcome }) => outcome === 'delivered').length;
  const times = steps.map(({ ms }) => ms ?? 0);
  const sorted = times.toSorted((one, other) => one - other);
  const requests = actions.reduce((sum, run) => sum + run.requests, 0);
  const delivery = deliveryOf(sent);
  const [from = 0] = delivery[0];
  const until = delivery[0].at(-1) ?? 0;
  return (
    <Region name="Numbers">
      <div class="figures">
        <Figure title="Messages" value={String(sent.length)} note={`${delivered} delivered`}>
          <Chart
            time
            lines={DELIVERY_LINES}
            data={delivery}
            ends={sent.length === 0 ? ['', ''] : [timeOf(from * 1_000), timeOf(until * 1_000)]}
          />
        </Figure>
        <Figure title="Outcomes" value={share(delivered, ended.length)} note="delivered">
          <Outcomes sent={sent} />
        </Figure>
        <Figure title="Step time" value={times.length > 0 ? milliseconds(median(sorted)) : '–'} note="median">
          <Chart
            time={false}
            lines={[{ label: 'ms', colour: '--accent', kind: 'points' }]}
            data={lastOf(times)}
            ends={lastRuns(times.length, 'run')}
          />
        </Figure>
        <Figure
          title="Requests per message"
          value={sent.length > 0 ? (requests / sent.length).toFixed(1) : '–'}
          note={count(requests, 'request')}
        >
          <Chart
            time={false}
            lines={[{ label: 'requests', colour: '--accent', kind: 'bars' }]}
            data={lastOf(actions.map((run) => run.requests))}
            ends={lastRuns(actions.length, 'action')}
          />
        </Figure>
        <Holders />
      </div>
    </Region>
  );
};
