import { useEffect, useState } from 'preact/hooks';
import { post, remove } from './api.ts';
import { within } from './busy.ts';
import { dateOf, timeOf } from './format.ts';
import { Icon, Region, SmallSelect } from './parts.tsx';
import { app, clock, faults, kept, labNow, relay } from './store.ts';

const always = kept('lab:fault-for', 'next');

const MINUTE = 60_000;

const JUMPS: readonly (readonly [string, number])[] = [
  ['+1 min', MINUTE],
  ['+1 h', 60 * MINUTE],
  ['+1 day', 24 * 60 * MINUTE],
];

const RATES: readonly (readonly [number, string])[] = [
  [1, 'real time'],
  [60, '1 minute a second'],
  [3_600, '1 hour a second'],
];

const setClock = (change: { advance: number } | { rate: number }): void =>
  void within(() => post(`${app.value?.id}/clock`, change));

const Faults = () => (
  <ul class="faults">
    {(app.value?.faults ?? []).map(({ id, label, description }) => {
      const active = faults.value.find(({ fault }) => fault === id);
      const toggle = (): void => {
        if (active) void remove(`${app.value?.id}/faults/${active.id}`);
        else void post(`${app.value?.id}/faults`, { fault: id, always: always.value === 'always' });
      };
      return (
        <li key={id}>
          <button type="button" aria-pressed={active !== undefined} title={description} onClick={toggle}>
            {label}
            {active && <span class="state">{active.always ? 'on' : 'next'}</span>}
          </button>
        </li>
      );
    })}
  </ul>
);

/** What the faults do that are on. */
const Explanation = () => {
  const active = faults.value.flatMap(({ fault }) => app.value?.faults.find(({ id }) => id === fault) ?? []);
  const words = active.map(({ label, description }) => `${label}: ${description}.`).join(' ');
  return (
    <p class="explanation" role="status">
      {words || 'Choose a fault, then run a step.'}
    </p>
  );
};

const Clock = () => {
  const [now, setNow] = useState(labNow());
  const { rate } = clock.value;
  useEffect(() => {
    const timer = setInterval(() => setNow(labNow()), rate > 1 ? 100 : 500);
    return () => clearInterval(timer);
  }, [rate]);
  return (
    <div class="clock">
      <p class="time">
        <span>{timeOf(now)}</span> <span class="quiet">{dateOf(now)}, UTC</span>
      </p>
      <div class="jumps">
        {JUMPS.map(([label, advance]) => (
          <button type="button" key={label} onClick={() => setClock({ advance })}>
            {label}
          </button>
        ))}
        <span class="select small">
          <select
            aria-label="Clock speed"
            disabled={relay.value}
            title={relay.value ? 'With the relay on, the clock can jump but not run faster' : ''}
            value={rate}
            onChange={(event) => setClock({ rate: Number(event.currentTarget.value) })}
          >
            {RATES.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          <Icon name="chevron" />
        </span>
      </div>
    </div>
  );
};

export const Trouble = () => (
  <Region
    name="Trouble"
    aside={
      <SmallSelect
        label="Faults hit"
        value={always.value}
        change={(value) => {
          always.value = value;
        }}
      >
        <option value="next">the next step</option>
        <option value="always">every request</option>
      </SmallSelect>
    }
  >
    <Faults />
    <Explanation />
    <Clock />
  </Region>
);
