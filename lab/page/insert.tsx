import { useEffect, useRef, useState } from 'preact/hooks';
import type { Operation, Run } from '../protocol.ts';
import { Icon, useInView } from './parts.tsx';
import { app, operation, runs } from './store.ts';

interface Datum {
  readonly token: string;
  readonly label: string;
  readonly value: string;
}

interface Source {
  readonly step: Operation;
  readonly data: readonly Datum[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const dataOf = (step: Operation, record: Record<string, unknown>, prefix = ''): Datum[] =>
  Object.entries(record).flatMap(([key, value]) => {
    const path = `${prefix}${key}`;
    if (isRecord(value)) return dataOf(step, value, `${path}.`);
    const label = step.output.find((field) => field.key === path)?.label ?? path;
    return [{ token: `{{${step.key}.${path}}}`, label, value: value === null ? 'null' : String(value) }];
  });

const lastResult = (run: Run): Record<string, unknown> | undefined => {
  const [first] = run.results;
  return isRecord(first) ? first : undefined;
};

/** What steps have given so far, the latest first, without the step that is open. */
const sources = (): Source[] => {
  const found = new Map<string, Source>();
  for (const run of runs.list.peek().toReversed()) {
    const step = app.value?.operations.find(({ kind, key }) => kind === run.kind && key === run.key);
    const record = lastResult(run);
    if (!step || !record || found.has(step.key) || step.key === operation.value?.key) continue;
    found.set(step.key, { step, data: dataOf(step, record) });
  }
  return [...found.values()];
};

/** A button that opens the list of what earlier steps gave, and puts a piece of it into a field. */
export const Insert = ({ target, insert }: { target: string; insert: (token: string) => void }) => {
  const [offered, setOffered] = useState<readonly Source[] | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  useInView(menu, offered !== null, offered);
  useEffect(() => {
    if (!offered) return;
    const leave = (event: Event): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOffered(null);
    };
    const onKeyDown = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') close();
    };
    addEventListener('keydown', onKeyDown);
    addEventListener('pointerdown', leave);
    addEventListener('focusin', leave);
    return () => {
      removeEventListener('keydown', onKeyDown);
      removeEventListener('pointerdown', leave);
      removeEventListener('focusin', leave);
    };
  }, [offered]);
  const close = (): void => {
    setOffered(null);
    document.getElementById(target)?.focus();
  };
  return (
    <div class="insert" ref={box}>
      <button
        type="button"
        class="icon-button"
        aria-label="Insert data"
        title="Insert data from another step"
        aria-expanded={offered !== null}
        onClick={() => setOffered(offered ? null : sources())}
      >
        <Icon name="plus" />
      </button>
      {offered && (
        <div class="menu insert-menu" ref={menu}>
          {offered.length === 0 && (
            <p class="menu-note">
              Nothing yet. Run another step, or let a trigger fire, to use what it gives.
            </p>
          )}
          {offered.map(({ step, data }) => (
            <div key={step.key}>
              <p class="menu-title">{step.label}</p>
              {data.map(({ token, label, value }) => (
                <button
                  type="button"
                  key={token}
                  onClick={() => {
                    insert(token);
                    close();
                  }}
                >
                  <span>{label}</span>
                  <code>{value}</code>
                </button>
              ))}
            </div>
          ))}
        </div>
      )}
    </div>
  );
};
