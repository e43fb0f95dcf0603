// Draws /status every few seconds. All values are set as text, never as HTML.
const byId = (id) => document.getElementById(id);
const make = (name, properties = {}, ...children) => {
  const element = document.createElement(name);
  Object.assign(element, properties);
  element.append(...children);
  return element;
};
const draw = (name, attributes, ...children) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

const MINUTES = 60;
const KINDS = ['accepted', 'delivered', 'retried', 'dead'];
const MINUTE = 60_000;

const duration = (milliseconds) => {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
};
const number = (value) => value.toLocaleString('en');

const card = (label, value, tone = '') =>
  make(
    'div',
    { className: `card ${tone}` },
    make('dt', { textContent: label }),
    make('dd', { textContent: value }),
  );

const ageTone = (oldest) => {
  if (oldest > 15 * MINUTE) return 'bad';
  return oldest > MINUTE ? 'wait' : '';
};

const showState = ({ totals: { oldest, failing, dead, subscriptions } }) => {
  if (subscriptions === 0) return setState('good', 'Ready for the first Zap');
  const behind = ageTone(oldest) === 'bad';
  const tone = behind ? 'bad' : failing + dead > 0 ? 'wait' : 'good';
  const words = { bad: 'Behind', wait: 'Some targets fail', good: 'All delivered on time' };
  setState(tone, failing === 0 && tone === 'wait' ? 'Some deliveries are dead' : words[tone]);
};

const setState = (tone, text) => {
  byId('state').className = tone;
  byId('state').textContent = text;
};

const showCards = ({ totals }, lastMinute) => {
  const { pending, oldest, failing, dead, subscriptions, accounts } = totals;
  byId('cards').replaceChildren(
    card('Events last minute', number(lastMinute)),
    card('Pending', number(pending)),
    card('Oldest pending', pending === 0 ? '–' : duration(oldest), ageTone(oldest)),
    card('Failing targets', number(failing), failing > 0 ? 'wait' : ''),
    card('Dead deliveries', number(dead), dead > 0 ? 'bad' : ''),
    card('Zaps / accounts', `${number(subscriptions)} / ${number(accounts)}`),
  );
};

/** A round number for the top of the axis. */
const roundUp = (value) => {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((top) => top >= value) ?? value;
};

const showChart = (minutes, now) => {
  // Drawn at its actual width, so that text keeps its size on a narrow screen.
  const width = Math.max(320, Math.round(byId('chart').getBoundingClientRect().width || 960));
  const [height, left, bottom] = [220, 36, 24];
  byId('chart').setAttribute('viewBox', `0 0 ${width} ${height}`);
  const byMinute = new Map(minutes.map((one) => [one.minute, one]));
  // The current minute is not complete yet.
  const first = now - MINUTES;
  const countOf = (kind, index) => byMinute.get(first + index)?.[kind] ?? 0;
  const indexes = Array.from({ length: MINUTES }, (_, index) => index);
  const top = roundUp(Math.max(10, ...KINDS.flatMap((kind) => indexes.map((index) => countOf(kind, index)))));
  const step = (width - left) / MINUTES;
  const x = (index) => left + (index + 0.5) * step;
  const y = (value) => 8 + (1 - value / top) * (height - bottom - 8);
  const grid = [0, 0.5, 1].flatMap((part) => [
    draw('line', { class: 'grid', x1: left, x2: width, y1: y(top * part), y2: y(top * part) }),
    draw('text', { x: left - 8, y: y(top * part) + 4, 'text-anchor': 'end' }, number(top * part)),
  ]);
  const clock = (index) =>
    new Date((first + index) * MINUTE).toLocaleTimeString([], {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  const shown = width < 500 ? [0, 30, 59] : [0, 15, 30, 45, 59];
  const hours = shown.map((index) =>
    draw(
      'text',
      { x: x(index), y: height - 4, 'text-anchor': index === 0 ? 'start' : index === 59 ? 'end' : 'middle' },
      clock(index),
    ),
  );
  const lines = KINDS.filter((kind) => indexes.some((index) => countOf(kind, index) > 0)).map((kind) =>
    draw('polyline', {
      class: 'line',
      style: `stroke: var(--${kind})`,
      points: indexes.map((index) => `${x(index)},${y(countOf(kind, index))}`).join(' '),
    }),
  );
  const columns = indexes.map((index) => {
    const words = KINDS.map((kind) => `${number(countOf(kind, index))} ${kind}`).join(', ');
    return draw(
      'rect',
      { class: 'column', x: left + index * step, y: 0, width: step, height: height - bottom },
      draw('title', {}, `${clock(index)}: ${words}`),
    );
  });
  byId('chart').replaceChildren(...columns, ...grid, ...hours, ...lines);
  for (const line of lines) line.style.pointerEvents = 'none';
  byId('key').replaceChildren(
    ...KINDS.map((kind) => {
      const total = indexes.reduce((sum, index) => sum + countOf(kind, index), 0);
      const box = make('i');
      box.style.background = `var(--${kind})`;
      return make('li', {}, box, `${kind} `, make('b', { textContent: number(total) }));
    }),
  );
};

const cell = (text, className = '') => make('td', { textContent: text, className });

const showPending = (pending, most) => {
  const length = make('span');
  length.style.width = `${(pending / most) * 5}rem`;
  return make(
    'td',
    {},
    make('div', { className: pending > 0 ? 'bar' : 'bar none' }, length, number(pending)),
  );
};

const stateOf = ({ failing_since, last_error }) => {
  if (!failing_since) return 'works';
  return `${last_error ?? 'fails'}, for ${duration(Date.now() - Date.parse(failing_since))}`;
};

const showTargets = (targets) => {
  byId('login').hidden = targets !== null;
  byId('shown').textContent = '';
  if (targets === null) return byId('targets').replaceChildren();
  if (targets.length === 0) {
    const none = make('p', { className: 'soft', textContent: 'No Zap has subscribed yet.' });
    return byId('targets').replaceChildren(none);
  }
  byId('shown').textContent = 'failing ones first, 100 at most';
  const most = Math.max(1, ...targets.map(({ pending }) => pending));
  const rows = targets.map((one) =>
    make(
      'tr',
      {},
      make(
        'td',
        {},
        make('span', { className: `dot ${one.failing_since ? 'wait' : 'good'}` }),
        one.target.replace('https://', ''),
      ),
      cell(one.event),
      cell(one.account),
      showPending(one.pending, most),
      cell(number(one.dead), 'number'),
      cell(stateOf(one)),
    ),
  );
  const head = ['Target', 'Event', 'Account', 'Pending', 'Dead', 'State'].map((text) =>
    make('th', { textContent: text, scope: 'col', className: text === 'Dead' ? 'number' : '' }),
  );
  byId('targets').replaceChildren(
    make('table', {}, make('thead', {}, make('tr', {}, ...head)), make('tbody', {}, ...rows)),
  );
};

let token = sessionStorage.getItem('token') ?? '';

const show = (status) => {
  const now = Math.floor(Date.now() / MINUTE);
  const last = status.minutes.find(({ minute }) => minute === now - 1);
  const since = new Date(status.started_at).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
  byId('about').textContent = `version ${status.version} on ${status.store}, running since ${since}`;
  showState(status);
  showCards(status, last ? last.accepted + last.duplicates : 0);
  showChart(status.minutes, now);
  showTargets(status.targets);
};

const refresh = async () => {
  try {
    const response = await fetch('/status', { headers: token ? { Authorization: `Bearer ${token}` } : {} });
    if (response.status === 401) {
      token = '';
      sessionStorage.removeItem('token');
      byId('hint').textContent = 'This is not the admin token. Print it with: npm run relay -- token';
      return;
    }
    if (!response.ok) {
      byId('about').textContent =
        'Events are refused with 503 until it is back. Check the disk, or Postgres.';
      return setState('bad', 'The store is down');
    }
    show(await response.json());
  } catch {
    setState('bad', 'The relay does not answer');
  }
};

byId('login').addEventListener('submit', (event) => {
  event.preventDefault();
  token = byId('token').value.trim();
  sessionStorage.setItem('token', token);
  refresh();
});
setInterval(refresh, 5000);
addEventListener('resize', refresh);
refresh();
