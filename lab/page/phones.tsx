import { computed, effect, signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PhoneMessage } from '../protocol.ts';
import { post } from './api.ts';
import { count, dateOf, phoneNumber, shortTimeOf } from './format.ts';
import { Icon, REACHABLE, Region } from './parts.tsx';
import { app, calmMessages, connection, labNow, openPhone, phones, runs } from './store.ts';

const TABS = 3;

const LINK = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}']/g;

/** Messages by phone, as far as the phone knows of them. */
const threads = computed(() => {
  const found = new Map<string, PhoneMessage[]>();
  for (const message of calmMessages.value) {
    const thread = found.get(message.phone);
    if (thread) thread.push(message);
    else found.set(message.phone, [message]);
  }
  return found;
});

const hasArrived = ({ direction, outcome }: PhoneMessage): boolean =>
  direction === 'out' || outcome === 'delivered' || outcome === 'unknown';

const seen = signal<ReadonlyMap<string, number>>(new Map());

const arrivedOn = (phone: string): number => (threads.value.get(phone) ?? []).filter(hasArrived).length;

const unread = (phone: string): number => arrivedOn(phone) - (seen.value.get(phone) ?? 0);

effect(() => {
  const phone = openPhone.value;
  const now = arrivedOn(phone);
  if (seen.peek().get(phone) !== now) seen.value = new Map(seen.peek()).set(phone, now);
});

/** The run whose recipient's phone is to be brought up, once both are there. */
const awaited = signal<number | null>(null);

/** Brings up the phone that a run of this page writes to. */
export const bringUpPhoneOf = (run: number): void => {
  awaited.value = run;
};

const recipientOf = (result: unknown): string => {
  if (typeof result !== 'object' || result === null) return '';
  if ('recipient' in result) return String(result.recipient);
  return 'results' in result && Array.isArray(result.results) ? recipientOf(result.results[0]) : '';
};

effect(() => {
  const run = awaited.value === null ? undefined : runs.get(awaited.value);
  const recipient = recipientOf(run?.results[0]);
  if (!recipient || !phones.value.some(({ msisdn }) => msisdn === recipient)) return;
  awaited.value = null;
  openPhone.value = recipient;
});

const lastActivity = (phone: string): number => threads.value.get(phone)?.at(-1)?.at ?? 0;

/** The phones that lie side by side: those from the start, unless others had messages since. */
const shelf = computed(() => {
  const all = phones.value.map(({ msisdn }) => msisdn);
  if (all.length <= TABS) return { tabs: all, others: [] };
  const tabs = new Set(all.toSorted((one, other) => lastActivity(other) - lastActivity(one)).slice(0, TABS));
  return { tabs: all.filter((phone) => tabs.has(phone)), others: all.filter((phone) => !tabs.has(phone)) };
});

const Rack = () => {
  const { tabs, others } = shelf.value;
  const isOther = others.includes(openPhone.value);
  return (
    <div class="rack">
      {tabs.map((phone) => (
        <button
          type="button"
          key={phone}
          aria-pressed={phone === openPhone.value}
          onClick={() => {
            openPhone.value = phone;
          }}
        >
          <span aria-hidden="true">…{phone.slice(-4)}</span>
          <span class="sr">{phoneNumber(phone)}</span>
          {phone !== openPhone.value && unread(phone) > 0 && (
            <span class="badge">
              {unread(phone)}
              <span class="sr"> unread</span>
            </span>
          )}
        </button>
      ))}
      {others.length > 0 && (
        <span class="select small">
          <select
            aria-label="Other phones"
            value={isOther ? openPhone.value : ''}
            onChange={(event) => {
              if (event.currentTarget.value) openPhone.value = event.currentTarget.value;
            }}
          >
            <option value="">{others.length} more</option>
            {others.slice(0, 100).map((phone) => (
              <option key={phone} value={phone}>
                {phoneNumber(phone)}
              </option>
            ))}
          </select>
          <Icon name="chevron" />
        </span>
      )}
    </div>
  );
};

/** What became of the last tap on a link. */
const visit = signal<{ readonly phone: string; readonly status: number; readonly location: string } | null>(
  null,
);

export const tapLink = async (phone: string, url: string): Promise<void> => {
  const { status, location, problem } = await post<{ status: number; location: string | null }>(
    `${app.value?.id}/links`,
    { url },
  );
  visit.value = { phone, status, location: problem ?? location ?? url };
};

const Body = ({ message }: { message: PhoneMessage }) => {
  const links = message.direction === 'in' ? (message.text.match(LINK) ?? []) : [];
  const between = links.length > 0 ? message.text.split(LINK) : [message.text];
  return (
    <p>
      {between.map((text, index) => (
        <>
          {text}
          {links[index] && (
            <button
              type="button"
              class="link"
              onClick={() => void tapLink(message.phone, links[index] ?? '')}
            >
              {links[index]}
            </button>
          )}
        </>
      ))}
    </p>
  );
};

const metaOf = ({ direction, at, parts, status }: PhoneMessage): string =>
  [
    shortTimeOf(at),
    ...(parts !== null && direction === 'in' ? [count(parts, 'part')] : []),
    ...(direction === 'in' && status === 'UNKNOWN' ? [status] : []),
  ].join(' · ');

const Bubble = ({ message, peer }: { message: PhoneMessage; peer: boolean }) => (
  <li class={message.direction}>
    {peer && message.direction === 'in' && <span class="peer">{message.peer}</span>}
    <div class="bubble">
      {message.media.map(({ url, type }) => (
        <figure key={url}>
          {type.startsWith('image') ? <span class="picture">Image</span> : <span class="picture">File</span>}
          <figcaption>{url.split('/').at(-1)}</figcaption>
        </figure>
      ))}
      <Body message={message} />
    </div>
    <span class="meta">{metaOf(message)}</span>
  </li>
);

const Lost = ({ message }: { message: PhoneMessage }) => (
  <li class="lost">
    {message.outcome === 'pending'
      ? `A message from ${message.peer} is on its way`
      : `A message from ${message.peer} did not arrive`}{' '}
    · {message.status}
  </li>
);

const SHOWN_MESSAGES = 60;

const Thread = ({ phone }: { phone: string }) => {
  const list = useRef<HTMLOListElement>(null);
  const thread = (threads.value.get(phone) ?? []).slice(-SHOWN_MESSAGES);
  const last = thread.at(-1);
  useLayoutEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [phone, thread.length, last?.outcome]);
  return (
    <ol class="thread" ref={list} {...REACHABLE} aria-label="Conversation" aria-live="polite">
      {thread.length === 0 && (
        <li class="empty">
          <strong>No messages yet</strong>
          Run a step that sends to this number, or write a reply.
        </li>
      )}
      {thread.map((message, index) =>
        hasArrived(message) ? (
          <Bubble
            key={message.id}
            message={message}
            peer={thread[index - 1]?.peer !== message.peer || thread[index - 1]?.direction !== 'in'}
          />
        ) : (
          <Lost key={message.id} message={message} />
        ),
      )}
    </ol>
  );
};

const SUGGESTIONS = ['YES', 'STOP', 'START'];

const ReplyBox = ({ phone }: { phone: string }) => {
  const [text, setText] = useState('');
  const send = (reply: string): void => {
    if (reply.trim() === '') return;
    setText('');
    void post(`${app.value?.id}/phones/${phone}/reply`, { text: reply, connection: connection.value });
  };
  return (
    <form
      class="reply"
      onSubmit={(event) => {
        event.preventDefault();
        send(text);
      }}
    >
      <div class="suggestions">
        {SUGGESTIONS.map((word) => (
          <button type="button" key={word} onClick={() => send(word)}>
            {word}
          </button>
        ))}
      </div>
      <div class="reply-line">
        <input
          type="text"
          aria-label="Reply"
          placeholder={app.value?.channel === 'whatsapp' ? 'Message' : 'Text message'}
          autocomplete="off"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="send" aria-label="Send" disabled={text.trim() === ''}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
};

/** The time on the phones, by the lab's clock. */
const Time = () => {
  const [now, setNow] = useState(labNow());
  useEffect(() => {
    const timer = setInterval(() => setNow(labNow()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      {shortTimeOf(now)}
      <span class="date">{dateOf(now)}</span>
    </>
  );
};

const Visit = ({ phone }: { phone: string }) => {
  if (visit.value?.phone !== phone) return null;
  const { status, location } = visit.value;
  return (
    <output class="visit">
      <span>
        <strong>{status || 'Opens'}</strong> {location}
      </span>
      <button
        type="button"
        class="text-button"
        onClick={() => {
          visit.value = null;
        }}
      >
        Close
      </button>
    </output>
  );
};

const Handset = () => {
  const phone = phones.value.find(({ msisdn }) => msisdn === openPhone.value) ?? phones.value[0];
  if (!phone) return null;
  const { msisdn, state } = phone;
  const isOff = state !== 'on';
  return (
    <article
      class={`handset ${app.value?.channel} ${isOff ? 'off' : ''}`}
      aria-label={`Phone ${phoneNumber(msisdn)}`}
    >
      <div class="screen">
        <div class="status-bar" aria-hidden="true">
          <span>
            <Time />
          </span>
          <span class="signal">
            <i />
            <i />
            <i />
            <i />
          </span>
        </div>
        <header>
          <h3>{phoneNumber(msisdn)}</h3>
          <span class="select small">
            <select
              aria-label="Phone is"
              value={state}
              onChange={(event) =>
                void post(`${app.value?.id}/phones/${msisdn}/state`, { state: event.currentTarget.value })
              }
            >
              {(app.value?.phoneStates ?? []).map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
            <Icon name="chevron" />
          </span>
        </header>
        <Thread phone={msisdn} />
        <Visit phone={msisdn} />
        <ReplyBox key={msisdn} phone={msisdn} />
      </div>
    </article>
  );
};

export const Phones = () => (
  <Region name="Phones">
    <div class="phones-body">
      <Rack />
      <Handset />
    </div>
  </Region>
);
