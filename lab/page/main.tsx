import './language.ts';
import '@fontsource-variable/geist';
import '@fontsource-variable/geist-mono';
import './styles/index.css';
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { post } from './api.ts';
import { busy, within } from './busy.ts';
import { Numbers } from './numbers.tsx';
import { Icon, IconButton } from './parts.tsx';
import { Phones } from './phones.tsx';
import { app, begin, catalogue, chooseApp, connection, relay, setConnection } from './store.ts';
import { dark, switchTheme } from './theme.ts';
import { startTour, Tour } from './tour.tsx';
import { Trouble } from './trouble.tsx';
import { Wire } from './wire.tsx';
import { Zaps } from './zaps.tsx';

const AppChoice = () => (
  <div class="choice">
    <label for="app">App</label>
    <span class="select small">
      <select id="app" value={app.value?.id ?? ''} onChange={(event) => chooseApp(event.currentTarget.value)}>
        {catalogue.value.apps.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <Icon name="chevron" />
    </span>
  </div>
);

const ConnectionChoice = () => (
  <div class="choice">
    <label for="connection">Connection</label>
    <span class="select small">
      <select
        id="connection"
        value={connection.value}
        onChange={(event) => setConnection(event.currentTarget.value)}
      >
        {(app.value?.connections ?? []).map(({ id, label, note }) => (
          <option key={id} value={id} title={note}>
            {label}
          </option>
        ))}
      </select>
      <Icon name="chevron" />
    </span>
  </div>
);

/** What was asked of the relay and has not happened yet. */
const asked = signal<boolean | null>(null);
effect(() => {
  if (asked.value === relay.value) asked.value = null;
});

/** Puts the relay between the gateway and the Zaps. */
const RelaySwitch = () =>
  app.value?.relay && (
    <label class="relay" title="Any number of Zaps share an event, and Vortex has instant receipts">
      <input
        type="checkbox"
        checked={asked.value ?? relay.value}
        disabled={busy.value}
        onChange={(event) => {
          const on = event.currentTarget.checked;
          asked.value = on;
          void within(() => post(`${app.value?.id}/relay`, { on }));
        }}
      />
      Relay
    </label>
  );

const REGIONS = ['Zaps', 'Phones', 'Wire', 'Trouble', 'Numbers'];

const jump = (name: string): void =>
  document.getElementById(`region-${name}`)?.closest('section')?.scrollIntoView({ block: 'start' });

const Page = () => (
  <>
    <header class="top">
      <h1>Lab</h1>
      <AppChoice />
      <ConnectionChoice />
      <RelaySwitch />
      <span class="grow" />
      <button type="button" class="text-button" onClick={startTour}>
        Tour
      </button>
      <button type="button" class="text-button" onClick={() => void post(`${app.value?.id}/clear`)}>
        Clear
      </button>
      <IconButton
        icon={dark.value ? 'sun' : 'moon'}
        label={dark.value ? 'Light theme' : 'Dark theme'}
        onClick={switchTheme}
      />
    </header>
    <Tour />
    <main>
      <Zaps />
      <Phones />
      <Wire />
      <Trouble />
      <Numbers />
    </main>
    <nav class="jumps-bar" aria-label="Regions">
      {REGIONS.map((name) => (
        <button type="button" key={name} onClick={() => jump(name)}>
          {name}
        </button>
      ))}
    </nav>
  </>
);

await begin();
render(<Page />, document.body);
