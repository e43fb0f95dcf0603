// Draws /status every few seconds. Everything that is shown goes in as text.
const byId = (id) => document.getElementById(id);
const make = (name, properties = {}, ...children) => {
  const element = document.createElement(name);
  Object.assign(element, properties);
  element.append(...children);
  return element;
};
const draw = (name, attributes) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

const MINUTES = 60;
const KINDS = ['accepted', 'delivered', 'retried', 'dead'];

const duration = (milliseconds) => {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
};

const card = (value, label, mood) =>
  make(
    'div',
    { className: `card ${mood}` },
    make('b', { textContent: value }),
    make('span', { textContent: label }),
  );

const showCards = ({ totals }, lastMinute) => {
  const { pending, oldest, failing, dead, subscriptions, accounts } = totals;
  byId('cards').replaceChildren(
    card(lastMinute.toLocaleString(), 'events in the last full minute', ''),
    card(pending.toLocaleString(), 'pending deliveries', pending > 1000 ? 'wait' : ''),
    card(
      oldest ? duration(oldest) : '–',
      'oldest pending',
      oldest > 300_000 ? 'bad' : oldest > 60_000 ? 'wait' : 'good',
    ),
    card(failing.toLocaleString(), 'failing targets', failing > 0 ? 'wait' : 'good'),
    card(dead.toLocaleString(), 'dead deliveries', dead > 0 ? 'bad' : 'good'),
    card(`${subscriptions.toLocaleString()} / ${accounts.toLocaleString()}`, 'subscriptions / accounts', ''),
  );
};

const showChart = (minutes, now) => {
  const byMinute = new Map(minutes.map((one) => [one.minute, one]));
  const columns = Array.from({ length: MINUTES }, (_, index) => byMinute.get(now - MINUTES + 1 + index));
  const most = Math.max(1, ...columns.flatMap((one) => (one ? KINDS.map((kind) => one[kind]) : [])));
  const bars = columns.flatMap((one, index) =>
    KINDS.map((kind, place) => {
      const height = one ? (one[kind] / most) * 132 : 0;
      return draw('rect', { class: kind, x: index * 10 + place * 2.2, y: 140 - height, width: 2, height });
    }),
  );
  byId('chart').replaceChildren(...bars);
  byId('key').replaceChildren(
    ...KINDS.map((kind) => {
      const total = columns.reduce((sum, one) => sum + (one?.[kind] ?? 0), 0);
      const box = make('i');
      box.style.background = `var(--${{ accepted: 'soft', delivered: 'good', retried: 'wait', dead: 'bad' }[kind]})`;
      return make('span', {}, box, `${kind} ${total.toLocaleString()}`);
    }),
  );
};

const cell = (text, className = '') => make('td', { textContent: text, className });

const showTargets = (targets) => {
  byId('login').hidden = targets !== null;
  byId('hint').hidden = targets !== null;
  if (targets === null) return byId('targets').replaceChildren();
  const most = Math.max(1, ...targets.map(({ pending }) => pending));
  const rows = targets.map((one) => {
    const bar = make('span', { className: 'bar' });
    bar.style.width = `${(one.pending / most) * 6}rem`;
    const since = one.failing_since ? `for ${duration(Date.now() - Date.parse(one.failing_since))}` : '';
    return make(
      'tr',
      {},
      cell(one.target),
      cell(one.event),
      cell(one.account),
      make('td', {}, bar, one.pending.toLocaleString()),
      cell(one.dead.toLocaleString(), 'number'),
      cell(one.failing_since ? `${one.last_error ?? 'fails'} ${since}` : 'works'),
    );
  });
  const head = ['Target', 'Event', 'Account', 'Pending', 'Dead', 'State'].map((text) =>
    make('th', { textContent: text }),
  );
  byId('targets').replaceChildren(
    targets.length === 0
      ? make('p', { className: 'hint', textContent: 'No subscriptions yet.' })
      : make('table', {}, make('tr', {}, ...head), ...rows),
  );
};

let token = sessionStorage.getItem('token') ?? '';

const refresh = async () => {
  try {
    const headers = token ? { Authorization: `Bearer ${token}` } : {};
    const response = await fetch('/status', { headers });
    if (response.status === 401) {
      token = '';
      sessionStorage.removeItem('token');
      byId('hint').textContent = 'This is not the admin token. Print it with: npm run relay -- token';
      return;
    }
    if (!response.ok) throw new Error('no status');
    const status = await response.json();
    const now = Math.floor(Date.now() / 60_000);
    const last = status.minutes.find(({ minute }) => minute === now - 1);
    byId('about').textContent =
      `${status.version} on ${status.store}, since ${new Date(status.started_at).toLocaleString()}`;
    showCards(status, last ? last.accepted + last.duplicates : 0);
    showChart(status.minutes, now);
    showTargets(status.targets);
  } catch {
    byId('about').textContent = 'The relay does not answer, or its store is down.';
  }
};

byId('login').addEventListener('submit', (event) => {
  event.preventDefault();
  token = byId('token').value.trim();
  sessionStorage.setItem('token', token);
  refresh();
});
setInterval(refresh, 5000);
refresh();
