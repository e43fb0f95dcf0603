import { computed, signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Exchange } from '../protocol.ts';
import { count, milliseconds, timeOf } from './format.ts';
import { copy, IconButton, Json, Region } from './parts.tsx';
import { exchanges, kept, runs, zaps } from './store.ts';

const ROW_HEIGHT = 30;
const MARGIN_ROWS = 8;

const filter = kept('lab:wire', '');
const picked = signal<number | null>(null);

const isFromRelay = ({ requestHeaders }: Exchange): boolean =>
  requestHeaders['user-agent']?.startsWith('relay/') ?? false;

/** The Zap that a webhook is for, by the id at the end of its path. */
const zapOf = ({ path }: Exchange): string | undefined => {
  const [, id] = /^\/hooks\/\w+\/(\d+)$/.exec(path) ?? [];
  return zaps.value.find((zap) => String(zap.id) === id)?.label;
};

/** Which step an exchange belongs to. */
const causeOf = (exchange: Exchange): string => {
  if (exchange.direction === 'webhook')
    return zapOf(exchange) ?? (exchange.path.startsWith('/in/') ? 'relay' : 'gateway');
  const step = exchange.run === null ? undefined : runs.get(exchange.run)?.label;
  return step ?? (isFromRelay(exchange) ? 'relay' : 'editor');
};

const wordsOf = (exchange: Exchange): string =>
  [
    exchange.method,
    exchange.path,
    exchange.status ?? exchange.broken,
    exchange.direction,
    exchange.fault ?? '',
    causeOf(exchange),
    exchange.requestBody,
  ]
    .join(' ')
    .toLowerCase();

const shown = computed(() => {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  const all = exchanges.list.value;
  return words.length === 0
    ? all
    : all.filter((exchange) => words.every((word) => wordsOf(exchange).includes(word)));
});

const toneOf = ({ status, broken }: Exchange): string => {
  if (broken) return 'error';
  if (status === null) return 'running';
  return status < 300 ? 'success' : status < 400 ? 'waiting' : 'error';
};

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The request as a line for a shell; the key is left to the reader. */
const toCurl = ({ method, origin, path, requestHeaders, requestBody }: Exchange): string => {
  const headers = Object.entries(requestHeaders).flatMap(([name, value]) => {
    if (name === 'authorization') return [`  -H "Authorization: ${value.replace('•••', '$KEY')}"`];
    return ['content-type', 'accept', 'account'].includes(name) ? [`  -H ${quote(`${name}: ${value}`)}`] : [];
  });
  const body = requestBody ? [`  -d ${quote(requestBody)}`] : [];
  return [`curl -X ${method} ${quote(`${origin}${path}`)}`, ...headers, ...body].join(' \\\n');
};

const Headers = ({ headers }: { headers: Exchange['requestHeaders'] }) => (
  <dl class="headers">
    {Object.entries(headers).map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

const Half = ({
  title,
  headers,
  body,
}: {
  title: string;
  headers: Exchange['requestHeaders'];
  body: string;
}) => (
  <div class="half">
    <h3>{title}</h3>
    {body ? <Json text={body} /> : <p class="quiet">No body</p>}
    {Object.keys(headers).length > 0 && (
      <details>
        <summary>{count(Object.keys(headers).length, 'header')}</summary>
        <Headers headers={headers} />
      </details>
    )}
  </div>
);

const statusOf = ({ status, broken }: Exchange): string => (broken ? 'cut' : (status?.toString() ?? '…'));

const Detail = ({ exchange }: { exchange: Exchange }) => (
  <div class="wire-detail">
    <header>
      <code class="target">
        <strong>{exchange.method}</strong> {exchange.path}
      </code>
      <IconButton icon="copy" label="Copy as curl" onClick={copy(toCurl(exchange))} />
      <IconButton
        icon="cross"
        label="Close details"
        onClick={() => {
          picked.value = null;
        }}
      />
    </header>
    <p class="facts quiet">
      <span class={`dot ${toneOf(exchange)}`} aria-hidden="true" /> {statusOf(exchange)}
      {exchange.ms !== null && ` · ${milliseconds(exchange.ms)}`} · {timeOf(exchange.at)} ·{' '}
      {causeOf(exchange)}
      {exchange.fault && ` · fault: ${exchange.fault}`}
    </p>
    {exchange.broken && <p class="sentence">{exchange.broken}</p>}
    <Half
      title={exchange.direction === 'webhook' ? 'Webhook' : 'Request'}
      headers={exchange.requestHeaders}
      body={exchange.requestBody}
    />
    <Half title="Response" headers={exchange.responseHeaders} body={exchange.responseBody} />
  </div>
);

/** The query of an address is quieter than its path. */
const Path = ({ path }: { path: string }) => {
  const [place = '', query] = path.split(/\?(.*)/s);
  return (
    <span class="path">
      {place}
      {query !== undefined && <span class="quiet">?{query}</span>}
    </span>
  );
};

const WireRow = ({
  exchange,
  top,
  index,
  total,
}: {
  exchange: Exchange;
  top: number;
  index: number;
  total: number;
}) => (
  <li
    class="wire-row"
    style={{ transform: `translateY(${top}px)` }}
    aria-setsize={total}
    aria-posinset={index + 1}
  >
    <button
      type="button"
      aria-description={causeOf(exchange)}
      aria-expanded={picked.value === exchange.id}
      onClick={() => {
        picked.value = picked.value === exchange.id ? null : exchange.id;
      }}
    >
      <time aria-hidden="true">{timeOf(exchange.at)}</time>
      <span class={`arrow ${exchange.direction}`} aria-hidden="true">
        {exchange.direction === 'webhook' ? '←' : '→'}
      </span>
      <span class="method">{exchange.method}</span>
      <Path path={exchange.path} />
      <span class="cause" aria-hidden="true">
        {causeOf(exchange)}
      </span>
      <span class={`status ${toneOf(exchange)}`}>{statusOf(exchange)}</span>
      <span class="ms" aria-hidden="true">
        {exchange.ms === null ? '' : milliseconds(exchange.ms)}
      </span>
    </button>
  </li>
);

/** Draws only the rows in view, so that thousands cost no more than a few. Follows the newest unless scrolled away. */
const Rows = () => {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const isAtEnd = useRef(true);
  const all = shown.value;
  const measure = (): void => {
    const element = box.current;
    if (!element) return;
    isAtEnd.current = element.scrollTop + element.clientHeight >= element.scrollHeight - ROW_HEIGHT;
    setView({ top: element.scrollTop, height: element.clientHeight });
  };
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !isAtEnd.current) return;
    element.scrollTop = element.scrollHeight;
  }, [all.length]);
  useEffect(() => {
    if (!box.current) return;
    const element = box.current;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
      measure();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const place = picked.value === null ? -1 : all.findIndex(({ id }) => id === picked.value);
  useEffect(() => {
    const element = box.current;
    if (!element || place < 0) return;
    const top = place * ROW_HEIGHT;
    const isSeen = top >= element.scrollTop && top + ROW_HEIGHT <= element.scrollTop + element.clientHeight;
    if (!isSeen) element.scrollTop = top - element.clientHeight / 2;
  }, [picked.value]);
  const first = Math.max(0, Math.floor(view.top / ROW_HEIGHT) - MARGIN_ROWS);
  const last = Math.ceil((view.top + view.height) / ROW_HEIGHT) + MARGIN_ROWS;
  return (
    <div class="wire-rows" ref={box} onScroll={measure}>
      {all.length === 0 && (
        <p class="empty">
          {filter.value
            ? `Nothing matches “${filter.value}”.`
            : 'Requests of the app (→) and webhooks of the gateway (←) appear here as they happen.'}
        </p>
      )}
      <ol style={{ height: `${all.length * ROW_HEIGHT}px` }}>
        {all.slice(first, last).map((exchange, offset) => (
          <WireRow
            key={exchange.id}
            exchange={exchange}
            index={first + offset}
            total={all.length}
            top={(first + offset) * ROW_HEIGHT}
          />
        ))}
      </ol>
    </div>
  );
};

export const Wire = () => {
  const exchange = exchanges.get(picked.value);
  return (
    <Region
      name="Wire"
      aside={
        <input
          type="search"
          class="filter"
          aria-label="Filter"
          placeholder="Filter by path, status, step…"
          value={filter.value}
          onInput={(event) => {
            filter.value = event.currentTarget.value;
          }}
        />
      }
    >
      <div class="wire-body">
        <Rows />
        {exchange && <Detail exchange={exchange} />}
      </div>
    </Region>
  );
};
