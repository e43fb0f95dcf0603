import './language.ts';
import '@fontsource-variable/geist';
import '@fontsource-variable/geist-mono';
import './styles/index.css';
import { render } from 'preact';
import { post } from './api.ts';
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

/** Puts the relay between the gateway and the Zaps. */
const RelaySwitch = () =>
  app.value?.relay && (
    <label class="relay" title="Any number of Zaps share an event, and Vortex has instant receipts">
      <input
        type="checkbox"
        checked={relay.value}
        onChange={(event) => void post(`${app.value?.id}/relay`, { on: event.currentTarget.checked })}
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
