import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type {
  ActiveFault,
  App,
  Catalogue,
  ClockState,
  Exchange,
  Operation,
  Phone,
  PhoneMessage,
  Run,
  Subscription,
  Update,
  Values,
  Zap,
} from '../protocol.ts';
import { get } from './api.ts';
import { type Route, readRoute, toHash } from './route.ts';

/** As many entries as the lab keeps itself. */
const KEPT = 5_000;

const ADDRESS_PAUSE = 150;
const CALM_MILLISECONDS = 250;

/** Entries in the order they came first; one that changes keeps its place. */
class Shelf<T extends { readonly id: string | number }> {
  readonly list: Signal<readonly T[]> = signal([]);
  #places = new Map<string | number, number>();

  put(entries: readonly T[] = []): void {
    if (entries.length === 0) return;
    const list = [...this.list.peek()];
    for (const entry of entries) {
      const place = this.#places.get(entry.id) ?? list.length;
      this.#places.set(entry.id, place);
      list[place] = entry;
    }
    this.#set(list);
  }

  get(id: string | number | null): T | undefined {
    // Read in any case, so that whoever asks for an entry is told when it comes.
    const list = this.list.value;
    const place = id === null ? undefined : this.#places.get(id);
    return place === undefined ? undefined : list[place];
  }

  clear(): void {
    this.#places.clear();
    this.list.value = [];
  }

  #set(list: T[]): void {
    if (list.length > KEPT * 1.2) {
      list.splice(0, list.length - KEPT);
      this.#places = new Map(list.map(({ id }, place) => [id, place]));
    }
    this.list.value = list;
  }
}

/** Follows a list at once, then at most four times a second, so that a flood of events does not flicker. */
const calmed = <T>(source: Signal<readonly T[]>): ReadonlySignal<readonly T[]> => {
  const calm = signal(source.peek());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const follow = (): void => {
    timer = undefined;
    if (calm.peek() === source.peek()) return;
    calm.value = source.peek();
    timer = setTimeout(follow, CALM_MILLISECONDS);
  };
  source.subscribe(() => {
    if (timer === undefined) follow();
  });
  return calm;
};

export const runs = new Shelf<Run>();
export const exchanges = new Shelf<Exchange>();
export const messages = new Shelf<PhoneMessage>();
export const calmRuns = calmed(runs.list);
export const calmMessages = calmed(messages.list);
export const phones = signal<readonly Phone[]>([]);
export const zaps = signal<readonly Zap[]>([]);
export const faults = signal<readonly ActiveFault[]>([]);
export const subscriptions = signal<readonly Subscription[]>([]);
export const relay = signal(false);
export const clock = signal<ClockState>({ machine: Date.now(), lab: Date.now(), rate: 1 });

export const catalogue = signal<Catalogue>({ apps: [], chosen: '' });
export const app = signal<App | null>(null);
export const route = signal<Partial<Route>>(readRoute(location.hash));

/** Whether what has happened so far is there. */
export const isLoaded = signal(false);

/** The phone that lies on top. */
export const openPhone = signal('');

/** The lab's time now. */
export const labNow = (): number => {
  const { machine, lab, rate } = clock.peek();
  return lab + (Date.now() - machine) * rate;
};

/** The form that is open; the tour's first one where the address names none. */
export const operation: ReadonlySignal<Operation | null> = computed(() => {
  const { kind, key } = route.value;
  const all = app.value?.operations ?? [];
  const first = app.value?.tour.send;
  return (
    all.find((each) => each.kind === kind && each.key === key) ??
    all.find((each) => each.kind === first?.kind && each.key === first.key) ??
    null
  );
});

export const connection: ReadonlySignal<string> = computed(() => {
  const all = app.value?.connections ?? [];
  const chosen = all.find(({ id }) => id === route.value.connection) ?? all[0];
  return chosen?.id ?? '';
});

const drafts = new Map<string, Values>();
const draftKey = (id: string, kind: string, key: string): string => `${id}/${kind}/${key}`;

/** What the open form holds. */
export const values: ReadonlySignal<Values> = computed(() => route.value.values ?? {});

let writing: ReturnType<typeof setTimeout> | undefined;

/** Writes the form into the address at once. */
export const writeAddressNow = (): void => {
  clearTimeout(writing);
  if (!app.value || !operation.value) return;
  const { kind, key } = operation.value;
  const hash = toHash({ app: app.value.id, kind, key, connection: connection.value, values: values.value });
  if (hash !== location.hash) history.replaceState(null, '', hash);
};

/** Writes the form into the address soon, so that a reload and a link bring it back; browsers limit how often. */
const writeAddress = (): void => {
  clearTimeout(writing);
  writing = setTimeout(writeAddressNow, ADDRESS_PAUSE);
};

export const setValues = (next: Values): void => {
  const open = operation.value;
  const id = app.value?.id;
  if (!open || !id) return;
  drafts.set(draftKey(id, open.kind, open.key), next);
  route.value = { app: id, connection: connection.value, kind: open.kind, key: open.key, values: next };
  writeAddress();
};

/** Opens a form, with what was last in it unless `given` says otherwise. */
export const openForm = ({ kind, key }: Pick<Operation, 'kind' | 'key'>, given?: Values): void => {
  const id = app.value?.id;
  if (!id) return;
  const next = given ?? drafts.get(draftKey(id, kind, key)) ?? {};
  if (given) drafts.set(draftKey(id, kind, key), given);
  route.value = { app: id, kind, key, connection: connection.value, values: next };
  clearTimeout(writing);
  history.pushState(null, '', toHash({ app: id, kind, key, connection: connection.value, values: next }));
};

export const setConnection = (id: string): void => {
  route.value = { ...route.value, connection: id };
  writeAddress();
};

/** Sets what the update brings, and leaves the rest. */
const take = <T>(target: Signal<T>, value: T | undefined): void => {
  if (value !== undefined) target.value = value;
};

const apply = (update: Update): void =>
  batch(() => {
    if (update.reset) for (const shelf of [runs, exchanges, messages]) shelf.clear();
    runs.put(update.runs);
    exchanges.put(update.exchanges);
    messages.put(update.messages);
    take(phones, update.phones);
    take(zaps, update.zaps);
    take(faults, update.faults);
    take(subscriptions, update.subscriptions);
    take(relay, update.relay);
    take(clock, update.clock);
    isLoaded.value = true;
  });

let source: EventSource | undefined;
let wanted = '';

/** Shows an app, and what happens there from now on. */
export const showApp = async (id: string): Promise<void> => {
  if (wanted === id) return;
  wanted = id;
  isLoaded.value = false;
  source?.close();
  const about = await get<App>(id);
  if (wanted !== id) return;
  batch(() => {
    app.value = about;
    openPhone.value = about.tour.phone;
    if (route.value.app !== id) route.value = { app: id };
  });
  document.title = `${about.name} · Lab`;
  source = new EventSource(`/api/${id}/events`);
  source.onmessage = ({ data }) => {
    const update: Update = JSON.parse(data);
    apply(update);
  };
  writeAddress();
};

/** A link to a form without values brings back what was in it. */
const withDraft = (next: Partial<Route>): Partial<Route> => {
  const { app: id, kind, key, values: given } = next;
  if (!id || !kind || !key || (given && Object.keys(given).length > 0)) return next;
  return { ...next, values: drafts.get(draftKey(id, kind, key)) ?? {} };
};

const follow = async (): Promise<void> => {
  const next = withDraft(readRoute(location.hash));
  const isKnown = catalogue.value.apps.some(({ id }) => id === next.app);
  const id = isKnown && next.app ? next.app : (app.value?.id ?? catalogue.value.chosen);
  route.value = { ...next, app: id, connection: next.connection ?? connection.value };
  if (id !== app.value?.id) await showApp(id);
};

/** Shows another app, with its first form. */
export const chooseApp = (id: string): void => {
  history.pushState(null, '', `#/${id}`);
  void follow();
};

/** Loads what there is, and follows the address from then on. */
export const begin = async (): Promise<void> => {
  catalogue.value = await get<Catalogue>('apps');
  for (const event of ['hashchange', 'popstate']) addEventListener(event, () => void follow());
  await follow();
};

/** A setting of this browser that outlives a reload. */
export const kept = (name: string, usual: string, storage: Storage = sessionStorage): Signal<string> => {
  const setting = signal(storage.getItem(name) ?? usual);
  effect(() => storage.setItem(name, setting.value));
  return setting;
};
