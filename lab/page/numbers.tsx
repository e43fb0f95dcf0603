import { useEffect, useState } from 'preact/hooks';
import type { PhoneMessage, Run } from '../protocol.ts';
import { Chart, type Line } from './chart.tsx';
import { milliseconds } from './format.ts';
import { REACHABLE, Region } from './parts.tsx';
import { messages, runs, subscriptions, zaps } from './store.ts';

const PAUSE_MILLISECONDS = 500;

/** Runs that are drawn one by one. */
const DRAWN = 60;

type Series = [number[], ...number[][]];

/** Cumulative counts of messages sent, delivered and failed; seconds of the lab's clock. */
const deliveryOf = (sent: readonly PhoneMessage[]): Series => {
  const changes = sent.flatMap(({ sentAt, at, outcome }): [number, number][] => {
    const ends: [number, number][] =
      outcome === 'delivered' ? [[at, 1]] : outcome === 'failed' ? [[at, 2]] : [];
    return [[sentAt, 0], ...ends];
  });
  changes.sort(([one], [other]) => one - other);
  const totals = [0, 0, 0];
  const series: [number[], number[], number[], number[]] = [[], [], [], []];
  for (const [at, which] of changes) {
    totals[which] = (totals[which] ?? 0) + 1;
    series[0].push(at / 1_000);
    for (const index of [0, 1, 2] as const) series[index + 1]?.push(totals[index] ?? 0);
  }
  const last = series[0].at(-1);
  if (last !== undefined)
    for (const [index, row] of series.entries()) row.push(index === 0 ? last + 1 : (row.at(-1) ?? 0));
  return series;
};

const isStep = ({ role, ms }: Run): boolean =>
  ms !== null && ['step', 'event', 'poll', 'resume'].includes(role);

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0;

interface Figures {
  readonly sent: readonly PhoneMessage[];
  readonly steps: readonly Run[];
  readonly requests: number;
}

const figuresOf = (all: readonly PhoneMessage[], every: readonly Run[]): Figures => ({
  sent: all.filter(({ direction }) => direction === 'in'),
  steps: every.filter(isStep),
  requests: every
    .filter(({ kind, role }) => kind === 'creates' && role === 'step')
    .reduce((sum, run) => sum + run.requests, 0),
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
  return zap ? `Zap ${zap.id}, ${zap.label}` : holder.replace(/^https?:\/\//, '');
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
            <strong>{event}</strong> {shortHolder(holder ?? '')}
            <span class="quiet"> {account}</span>
          </li>
        ))}
        {taken.length === 0 && <li class="quiet">Turn a trigger on to see it here.</li>}
      </ul>
    </Figure>
  );
};

const share = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`;

export const Numbers = () => {
  const { sent, steps, requests } = useFigures();
  const ended = sent.filter(({ outcome }) => outcome !== 'pending');
  const delivered = sent.filter(({ outcome }) => outcome === 'delivered').length;
  const last = steps.slice(-DRAWN);
  const times = steps.map(({ ms }) => ms ?? 0).toSorted((one, other) => one - other);
  const places = last.map((_, index) => index);
  return (
    <Region name="Numbers">
      <div class="figures">
        <Figure title="Messages" value={String(sent.length)} note={`${delivered} delivered`}>
          <Chart time lines={DELIVERY_LINES} data={deliveryOf(sent)} />
        </Figure>
        <Figure title="Outcomes" value={share(delivered, ended.length)} note="delivered">
          <Outcomes sent={sent} />
        </Figure>
        <Figure title="Step time" value={times.length > 0 ? milliseconds(median(times)) : '–'} note="median">
          <Chart
            time={false}
            lines={[{ label: 'ms', colour: '--accent', kind: 'points' }]}
            data={[places, last.map(({ ms }) => ms ?? 0)]}
          />
        </Figure>
        <Figure
          title="Requests per message"
          value={sent.length > 0 ? (requests / sent.length).toFixed(1) : '–'}
          note={`${requests} in all`}
        >
          <Chart
            time={false}
            lines={[{ label: 'requests', colour: '--accent', kind: 'bars' }]}
            data={[places, last.map((run) => run.requests)]}
          />
        </Figure>
        <Holders />
      </div>
    </Region>
  );
};
