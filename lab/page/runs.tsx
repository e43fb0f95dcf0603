import { useEffect, useState } from 'preact/hooks';
import type { OutputField, Run } from '../protocol.ts';
import { count, milliseconds, timeOf } from './format.ts';
import { copy, IconButton, Json } from './parts.tsx';
import { RecordView } from './record.tsx';
import { app, connection } from './store.ts';

const STATUS: Readonly<Record<Run['status'], string>> = {
  running: 'Running',
  success: 'Success',
  waiting: 'Waiting',
  error: 'Error',
};

const ROLE: Readonly<Record<Run['role'], string>> = {
  step: 'Step',
  event: 'Event',
  poll: 'Poll',
  subscribe: 'Turned on',
  unsubscribe: 'Turned off',
  resume: 'Went on',
  form: 'Form',
  connect: 'Connection',
};

const titleOf = ({ role, status, test, zap, error }: Run): string => {
  if (error) return error.name;
  if (status === 'running' || status === 'waiting') return STATUS[status];
  if (role !== 'step') return ROLE[role];
  return zap === null ? (test ? 'Test' : STATUS[status]) : 'Second step';
};

/** A run that Zapier repeats or ends by itself is no failure. */
const toneOf = ({ status, error }: Run): string => {
  if (error?.name === 'ThrottledError') return 'waiting';
  return error?.name === 'HaltedError' ? 'halted' : status;
};

const Problem = ({ run }: { run: Run }) =>
  run.error && (
    <div class="sentence" role="alert">
      <p>{run.error.message}</p>
      {run.error.consequence && <p class="quiet">{run.error.consequence}</p>}
    </div>
  );

const Results = ({ run, fields }: { run: Run; fields: readonly OutputField[] }) => {
  const [at, setAt] = useState(0);
  const [raw, setRaw] = useState(false);
  const record = run.results[Math.min(at, run.results.length - 1)];
  if (run.results.length === 0) {
    const nothing = run.role === 'event' || run.role === 'poll' ? 'Nothing for this Zap.' : 'No results.';
    return run.status === 'success' ? <p class="quiet">{nothing}</p> : null;
  }
  return (
    <>
      {run.total > 1 && (
        <div class="stepper">
          <button
            type="button"
            disabled={at === 0}
            onClick={() => setAt(at - 1)}
            aria-label="Previous record"
          >
            ‹
          </button>
          {at + 1} of {run.total}
          <button
            type="button"
            disabled={at >= run.results.length - 1}
            onClick={() => setAt(at + 1)}
            aria-label="Next record"
          >
            ›
          </button>
        </div>
      )}
      {raw ? <Json text={JSON.stringify(record, null, 2)} /> : <RecordView record={record} fields={fields} />}
      <div class="run-tools">
        <button type="button" class="text-button" aria-pressed={raw} onClick={() => setRaw(!raw)}>
          JSON
        </button>
        <IconButton icon="copy" label="Copy as JSON" onClick={copy(JSON.stringify(record, null, 2))} />
      </div>
    </>
  );
};

const Input = ({ run }: { run: Run }) => {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="input" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Input as the app got it</summary>
      {isOpen && <Json text={JSON.stringify(run.input, null, 2)} />}
    </details>
  );
};

const Body = ({ run, fields }: { run: Run; fields: readonly OutputField[] }) => (
  <>
    {run.status === 'waiting' && (
      <p class="sentence">The Zap waits here until the gateway reports. It goes on by itself.</p>
    )}
    <Problem run={run} />
    <Results run={run} fields={fields} />
    <Input run={run} />
  </>
);

/** A run: how it ended, what it gave, and what Zapier does next. */
export const RunView = ({
  run,
  fields,
  open,
}: {
  run: Run;
  fields: readonly OutputField[];
  open: boolean;
}) => {
  const other = app.value?.connections.find(({ id }) => id === run.connection && id !== connection.value);
  const [isOpen, setOpen] = useState(open);
  useEffect(() => setOpen(open), [open]);
  return (
    <details
      class={`run ${toneOf(run)}`}
      open={isOpen}
      onToggle={(event) => {
        if (event.target === event.currentTarget) setOpen(event.currentTarget.open);
      }}
    >
      <summary>
        <span class={`dot ${toneOf(run)}`} aria-hidden="true" />
        <strong>{titleOf(run)}</strong>
        <span class="quiet">
          {timeOf(run.at)}
          {run.ms !== null && ` · ${milliseconds(run.ms)}`} · {count(run.requests, 'request')}
          {other && ` · ${other.label}`}
        </span>
      </summary>
      {isOpen && <Body run={run} fields={fields} />}
    </details>
  );
};
