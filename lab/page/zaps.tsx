import { computed } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Field, Operation, Run, Zap } from '../protocol.ts';
import { post, put, remove } from './api.ts';
import { busy, complaint, within } from './busy.ts';
import { FieldView } from './fields.tsx';
import { count } from './format.ts';
import { copy, IconButton, Markdown, Region, SmallSelect } from './parts.tsx';
import { bringUpPhoneOf } from './phones.tsx';
import { toHash } from './route.ts';
import { RunView } from './runs.tsx';
import {
  app,
  calmRuns,
  connection,
  kept,
  openForm,
  operation,
  setValues,
  values,
  writeAddressNow,
  zaps,
} from './store.ts';

const SHOWN_RUNS = 20;

const TITLES: readonly (readonly [string, readonly Operation['kind'][]])[] = [
  ['Triggers', ['triggers']],
  ['Actions', ['creates']],
  ['Searches', ['searches', 'searchOrCreates']],
];

/** The Zaps that are on with a trigger, the latest last; those of the chosen connection where there are any. */
const zapsOf = (trigger: string): readonly Zap[] => {
  const all = zaps.value.filter((zap) => zap.trigger === trigger);
  const own = all.filter((zap) => zap.connection === connection.value);
  return own.length > 0 ? own : all;
};

const zapOf = (trigger: string): Zap | undefined => zapsOf(trigger).at(-1);

/** Opens a form without a trip through the address; a click for a new tab stays the browser's. */
const follow = (event: MouseEvent, each: Operation): void => {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  openForm(each);
};

const OperationLink = ({ each }: { each: Operation }) => {
  const id = app.value?.id ?? '';
  const isOpen = operation.value?.kind === each.kind && operation.value.key === each.key;
  const isOn = each.kind === 'triggers' && zapOf(each.key) !== undefined;
  return (
    <li>
      <a
        href={toHash({ app: id, kind: each.kind, key: each.key, connection: connection.value })}
        onClick={(event) => follow(event, each)}
        {...(isOpen && { 'aria-current': 'page' })}
      >
        {each.label}
      </a>
      {isOn && (
        <span class="on" title="On">
          <span class="sr">is on</span>
        </span>
      )}
    </li>
  );
};

/** Scrolls the lists, not the page, to the form that is open. */
const useOpenInView = (list: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    const link = list.current?.querySelector('[aria-current]');
    const row = link?.closest('div');
    if (!list.current || !link || !row) return;
    const [box, across, inner] = [list.current, row, link].map((element) => element.getBoundingClientRect());
    if (!box || !across || !inner) return;
    if (inner.top < box.top || inner.bottom > box.bottom)
      list.current.scrollTop += inner.top - box.top - box.height / 2;
    if (inner.left < across.left || inner.right > across.right)
      row.scrollLeft += inner.left - across.left - across.width / 2;
  }, [operation.value]);
};

const Operations = () => {
  const list = useRef<HTMLElement>(null);
  useOpenInView(list);
  return (
    <nav class="operations" aria-label="Steps" ref={list}>
      {TITLES.map(([title, kinds]) => (
        <div key={title}>
          <h3>{title}</h3>
          <ul>
            {(app.value?.operations ?? [])
              .filter(({ kind }) => kinds.includes(kind))
              .map((each) => (
                <OperationLink key={`${each.kind}/${each.key}`} each={each} />
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
};

/** Fields as they were last, to be drawn at once. */
const known = new Map<string, readonly Field[]>();

/** The fields of the open form; asked for again when something they depend on changes. */
const useFields = (open: Operation): { fields: readonly Field[]; problem: string } => {
  const place = `${app.value?.id}/${open.kind}/${open.key}/${connection.value}`;
  const [fields, setFields] = useState<readonly Field[]>(known.get(place) ?? []);
  const [problem, setProblem] = useState('');
  const altering = fields.filter(({ alters }) => alters).map(({ key }) => values.value[key]);
  const cause = JSON.stringify([app.value?.id, open.kind, open.key, connection.value, altering]);
  useEffect(() => {
    let isLate = false;
    const form = { kind: open.kind, key: open.key, connection: connection.value, values: values.peek() };
    void post<readonly Field[]>(`${app.value?.id}/fields`, form).then((answer) => {
      if (isLate) return;
      setProblem(answer.problem ?? '');
      if (answer.problem) return;
      known.set(place, answer);
      setFields(answer);
    });
    return () => {
      isLate = true;
    };
  }, [cause]);
  return { fields, problem };
};

const Fields = ({ open, fields }: { open: Operation; fields: readonly Field[] }) => {
  const groups = [{ key: '', label: '' }, ...open.groups];
  return (
    <>
      {groups.map(({ key, label }) => {
        const own = fields.filter(({ group }) => group === key);
        if (own.length === 0) return null;
        return (
          <div class="group" key={key}>
            {label && <h4>{label}</h4>}
            {own.map((field) => (
              <FieldView
                key={field.key}
                id={`field-${field.key}`}
                field={field}
                value={values.value[field.key]}
                change={(value) => setValues({ ...values.value, [field.key]: value })}
              />
            ))}
          </div>
        );
      })}
    </>
  );
};

const runAs = kept('lab:run-as', 'live');

/** Runs the open form. */
export const runStep = (): Promise<void> =>
  within(async () => {
    const open = operation.value;
    if (!open) return {};
    writeAddressNow();
    const form = { kind: open.kind, key: open.key, connection: connection.value, values: values.value };
    const answer = await post<{ run?: number }>(`${app.value?.id}/run`, {
      ...form,
      test: runAs.value === 'test',
    });
    if (answer.run !== undefined) bringUpPhoneOf(answer.run);
    requestAnimationFrame(() => document.querySelector('.history')?.scrollIntoView({ block: 'nearest' }));
    return answer;
  });

export const turnOn = (
  second: Zap['second'] = null,
  trigger = operation.value?.key,
  given = values.value,
): Promise<void> =>
  within(() =>
    post(`${app.value?.id}/zaps`, { trigger, connection: connection.value, values: given, second }),
  );

export const turnOff = (zap: Zap): Promise<void> => within(() => remove(`${app.value?.id}/zaps/${zap.id}`));

/** Makes an action the second step of a trigger's Zap, which is switched on where it is not. */
export const chain = (
  trigger: string,
  second: Pick<NonNullable<Zap['second']>, 'kind' | 'key' | 'values'>,
): Promise<void> => {
  const zap = zapOf(trigger);
  if (zap) return within(() => put(`${app.value?.id}/zaps/${zap.id}/second`, second));
  return within(() =>
    post(`${app.value?.id}/zaps`, { trigger, connection: connection.value, values: {}, second }),
  );
};

const TriggerSwitch = ({ open }: { open: Operation }) => {
  const zap = zapOf(open.key);
  if (!zap) {
    return (
      <button type="button" class="primary" disabled={busy.value} onClick={() => void turnOn()}>
        Turn on
      </button>
    );
  }
  return (
    <>
      {!open.instant && (
        <button type="button" onClick={() => void post(`${app.value?.id}/zaps/${zap.id}/poll`)}>
          Poll now
        </button>
      )}
      {open.instant && zapsOf(open.key).length === 1 && (
        <button
          type="button"
          title="Whether a second Zap may begin with the same event"
          disabled={busy.value}
          onClick={() => void turnOn()}
        >
          Add a second Zap
        </button>
      )}
      <button type="button" class="primary" disabled={busy.value} onClick={() => void turnOff(zap)}>
        Turn off
      </button>
    </>
  );
};

/** Lets an action run for each event of a trigger. */
const Starter = ({ open }: { open: Operation }) => {
  const current = zaps.value.find(({ second }) => second?.kind === open.kind && second.key === open.key);
  const triggers = (app.value?.operations ?? []).filter(({ kind }) => kind === 'triggers');
  const choose = (trigger: string): void => {
    if (current && current.trigger !== trigger) void put(`${app.value?.id}/zaps/${current.id}/second`, null);
    if (trigger) void chain(trigger, { kind: open.kind, key: open.key, values: values.value });
  };
  return (
    <SmallSelect label="Runs" value={current?.trigger ?? ''} change={choose}>
      <option value="">when you run it</option>
      {triggers.map(({ key, label }) => (
        <option key={key} value={key}>
          for each {label}
        </option>
      ))}
    </SmallSelect>
  );
};

const RunAs = () => (
  <SmallSelect
    label="As"
    value={runAs.value}
    change={(value) => {
      runAs.value = value;
    }}
  >
    <option value="live">a live Zap</option>
    <option value="test">a test in the editor</option>
  </SmallSelect>
);

const isOwn = (run: Run, open: Operation): boolean => {
  if (run.role === 'poll' && run.total === 0 && run.status === 'success') return false;
  if (run.role === 'subscribe' && run.status !== 'error') return false;
  if (run.role === 'unsubscribe' && run.status !== 'error') return false;
  return run.kind === open.kind && run.key === open.key;
};

/** Runs of the open form, the latest first. */
const history = computed(() => {
  const open = operation.value;
  if (!open) return [];
  return calmRuns.value
    .filter((run) => isOwn(run, open))
    .slice(-SHOWN_RUNS)
    .toReversed();
});

const ZapLine = ({ zap, isOne }: { zap: Zap; isOne: boolean }) => (
  <p class="zap-line">
    <span class="dot on" aria-hidden="true" /> {isOne ? 'On' : `Zap ${zap.id} is on`}.{' '}
    {count(zap.events, 'event')} so far
    {zap.second && `, each runs ${zap.second.label}`}.
  </p>
);

/** What a screen reader is told of a run: its end, without the whole record. An error says itself. */
const announcement = (run: Run | undefined): string =>
  run?.status === 'success' || run?.status === 'waiting' ? `${run.label}: ${run.status}` : '';

const History = ({ open }: { open: Operation }) => {
  const on = open.kind === 'triggers' ? zapsOf(open.key) : [];
  const isEmpty = on.length === 0 && history.value.length === 0 && !complaint.value;
  return (
    <>
      <p class="sr" role="status">
        {announcement(history.value[0])}
      </p>
      <div class="history" hidden={isEmpty}>
        {complaint.value && (
          <p class="sentence complaint" role="alert">
            {complaint.value}
          </p>
        )}
        {on.map((zap) => (
          <ZapLine key={zap.id} zap={zap} isOne={on.length === 1} />
        ))}
        {history.value.map((run, index) => (
          <RunView key={run.id} run={run} fields={open.output} open={index === 0} />
        ))}
      </div>
    </>
  );
};

const Form = ({ open }: { open: Operation }) => {
  const { fields, problem } = useFields(open);
  const isTrigger = open.kind === 'triggers';
  return (
    <form
      class="step"
      aria-label="Step"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void runStep();
      }}
    >
      <div class="step-body">
        <header class="step-head">
          <h3>{open.label}</h3>
          <IconButton icon="copy" label="Copy link to this step" onClick={copy(location.href)} />
          <Markdown text={open.description} />
        </header>
        {problem && (
          <p class="sentence complaint" role="alert">
            {problem}
          </p>
        )}
        <Fields open={open} fields={fields} />
        {fields.length === 0 && !problem && <p class="quiet">Nothing to fill in.</p>}
      </div>
      <History open={open} />
      <footer class="step-foot">
        <span class="grow" />
        {isTrigger && <TriggerSwitch open={open} />}
        <button type="submit" class={isTrigger ? '' : 'primary'} disabled={busy.value}>
          Run step
        </button>
      </footer>
    </form>
  );
};

export const Zaps = () => {
  const open = operation.value;
  useEffect(() => {
    complaint.value = '';
  }, [open]);
  return (
    <Region
      name="Zaps"
      aside={
        open &&
        open.kind !== 'triggers' && (
          <div class="circumstances">
            <Starter open={open} />
            <RunAs />
          </div>
        )
      }
    >
      <div class="zaps-body">
        <Operations />
        {open && <Form key={`${app.value?.id}/${open.kind}/${open.key}`} open={open} />}
      </div>
    </Region>
  );
};
