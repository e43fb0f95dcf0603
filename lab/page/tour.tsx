import { computed, effect, signal } from '@preact/signals';
import type { App, Example } from '../protocol.ts';
import { post } from './api.ts';
import { IconButton } from './parts.tsx';
import { tapLink } from './phones.tsx';
import { app, isLoaded, kept, messages, openForm, openPhone, runs, setConnection, zaps } from './store.ts';
import { chain, runStep, turnOn } from './zaps.tsx';

/** The step of the tour, from 1; 0 when it is closed. */
const place = kept('lab:tour', localStorage.getItem('lab:toured') ? '0' : '1');

/** The last run before the step began; what came before does not count. */
const from = signal(0);

interface Step {
  readonly title: string;
  readonly text: string;
  act(): Promise<unknown>;
  /** Whether it has happened since the step began. */
  isDone(): boolean;
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 400));

const hasEvent = (trigger: string): boolean =>
  runs.list.value.some(
    ({ id, key, role, total }) =>
      id > from.value && key === trigger && ['event', 'poll'].includes(role) && total > 0,
  );

const isOn = (trigger: string): boolean => zaps.peek().some((zap) => zap.trigger === trigger);

const turnOnOnce = async ({ kind, key, values }: Example): Promise<void> => {
  openForm({ kind, key }, values);
  if (!isOn(key)) await turnOn(null, key, values);
};

const labelOf = ({ operations }: App, { key, kind }: Example): string =>
  operations.find((each) => each.kind === kind && each.key === key)?.label ?? key;

const lastLink = (phone: string): string | undefined =>
  messages.list
    .peek()
    .findLast((message) => message.phone === phone && message.direction === 'in')
    ?.text.match(/https?:\/\/\S+/)?.[0];

const say = (phone: string, text: string): Promise<unknown> =>
  post(`${app.value?.id}/phones/${phone}/reply`, { text, connection: app.value?.tour.connection });

const fourthStep = (about: App): Step => {
  const { phone, fourth } = about.tour;
  const label = labelOf(about, fourth.trigger);
  const isTap = fourth.act === 'tap';
  return {
    title: isTap ? 'Tap the link' : `Write ${fourth.text}`,
    text: isTap
      ? `Turn on ${label}, then tap the short link on the phone. It is a real redirect, and the click starts a Zap.`
      : `Turn on ${label}, then write ${fourth.text} on another phone.`,
    act: async () => {
      await turnOnOnce(fourth.trigger);
      if (fourth.act === 'reply') {
        openPhone.value = fourth.phone;
        return say(fourth.phone, fourth.text);
      }
      openPhone.value = phone;
      const link = lastLink(phone);
      return link ? tapLink(phone, link) : undefined;
    },
    isDone: () => hasEvent(fourth.trigger.key),
  };
};

const stepsOf = (about: App): readonly Step[] => {
  const { phone, send, receipt, inbound, answer } = about.tour;
  const isSent = (key: string, isSecond: boolean) =>
    runs.list.value.some(
      (run) =>
        run.id > from.value && run.key === key && run.status === 'success' && (run.zap !== null) === isSecond,
    );
  return [
    {
      title: 'Send a message',
      text: `Fill in ${labelOf(about, send)} and run it. The built app sends it over HTTP, and it arrives on the phone.`,
      act: async () => {
        openForm(send, send.values);
        await settle();
        await runStep();
      },
      isDone: () => isSent(send.key, false),
    },
    {
      title: 'See the receipt',
      text: `Turn on ${labelOf(about, receipt)} and send once more. The receipt starts a Zap.`,
      act: async () => {
        await turnOnOnce(receipt);
        await post(`${about.id}/run`, { ...send, connection: about.tour.connection, test: false });
      },
      isDone: () => hasEvent(receipt.key),
    },
    {
      title: 'Reply',
      text: `Turn on ${labelOf(about, inbound)}, then write YES on the phone.`,
      act: async () => {
        await turnOnOnce(inbound);
        await say(phone, 'YES');
      },
      isDone: () => hasEvent(inbound.key),
    },
    fourthStep(about),
    {
      title: 'Let one Zap answer',
      text: `Make ${labelOf(about, answer)} the second step of ${labelOf(about, inbound)}. Every reply now gets an answer.`,
      act: async () => {
        openForm(answer, answer.values);
        await settle();
        openPhone.value = phone;
        await chain(inbound.key, answer);
        await say(phone, 'Thanks');
      },
      isDone: () => isSent(answer.key, true),
    },
  ];
};

const steps = computed(() => (app.value ? stepsOf(app.value) : []));

const latestRun = (): number => runs.list.peek().at(-1)?.id ?? 0;

const go = (next: number): void => {
  from.value = latestRun();
  place.value = next > 5 ? '0' : String(next);
  if (next === 0 || next > 5) localStorage.setItem('lab:toured', 'yes');
};

/** Starts the tour from the beginning. */
export const startTour = (): void => {
  const about = app.value;
  if (!about) return;
  setConnection(about.tour.connection);
  openPhone.value = about.tour.phone;
  openForm(about.tour.send, about.tour.send.values);
  go(1);
};

/** What others did before this page was opened is no part of its tour. */
effect(() => {
  if (isLoaded.value) from.value = latestRun();
});

const acting = signal(false);

/** Five steps that go once round: send, receipt, reply, click, a second Zap. Each can be done by hand, too. */
export const Tour = () => {
  const at = Number(place.value);
  const step = steps.value[at - 1];
  if (!step) return null;
  const isDone = step.isDone();
  const act = async (): Promise<void> => {
    acting.value = true;
    await step.act();
    acting.value = false;
  };
  return (
    <aside class="tour" aria-label="Tour">
      <span class="steps" aria-hidden="true">
        {[1, 2, 3, 4, 5].map((number) => (
          <i
            key={number}
            class={number < at || (number === at && isDone) ? 'past' : number === at ? 'now' : ''}
          />
        ))}
      </span>
      <p aria-live="polite">
        <span class="sr">Step {at} of 5: </span>
        <strong>{step.title}.</strong>{' '}
        {isDone ? 'Done. Look at the phone, the result and the wire.' : step.text}
      </p>
      <span class="tour-buttons">
        {isDone ? (
          <button type="button" class="primary" onClick={() => go(at + 1)}>
            {at === 5 ? 'Finish' : 'Next'}
          </button>
        ) : (
          <>
            <button
              type="button"
              class="primary"
              disabled={acting.value || !isLoaded.value}
              onClick={() => void act()}
            >
              Show me
            </button>
            <button type="button" class="text-button" onClick={() => go(at + 1)}>
              Skip
            </button>
          </>
        )}
        <IconButton icon="cross" label="Close the tour" onClick={() => go(0)} />
      </span>
    </aside>
  );
};
