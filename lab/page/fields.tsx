import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Choice, Field, Row, Value } from '../protocol.ts';
import { post } from './api.ts';
import { Insert } from './insert.tsx';
import { Icon, IconButton, Markdown, useInView } from './parts.tsx';
import { app, connection, operation, values } from './store.ts';

type Change<T> = (value: T) => void;

interface Attributes {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-required'?: boolean;
  readonly 'aria-label'?: string;
}

interface InputProps {
  readonly field: Field;
  readonly value: string;
  readonly change: Change<string>;
  readonly attributes: Attributes;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  text: 'long text',
  boolean: 'yes / no',
  datetime: 'date & time',
  integer: 'whole number',
  file: 'file URL',
};

const YES_NO: readonly Choice[] = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value : '');

const isRow = (value: string | Row): value is Row => typeof value === 'object';

const isList = (value: Value | undefined): value is readonly (string | Row)[] => Array.isArray(value);

const textsOf = (value: Value | undefined): readonly string[] => {
  if (isList(value)) return value.flatMap((item) => (isRow(item) ? [] : [item]));
  return typeof value === 'string' ? [value] : [];
};

const rowsOf = (value: Value | undefined): readonly Row[] =>
  isList(value) ? value.flatMap((item) => (isRow(item) ? [item] : [])) : [];

const rowOf = (value: Value | undefined): Row => (typeof value === 'object' && !isList(value) ? value : {});

const Select = ({
  field,
  value,
  change,
  attributes,
  choices,
}: InputProps & { choices: readonly Choice[] }) => (
  <div class="select">
    <select {...attributes} value={value} onChange={(event) => change(event.currentTarget.value)}>
      {!field.default && <option value="">{field.placeholder || 'Choose value…'}</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
    <Icon name="chevron" />
  </div>
);

const matches = (choice: Choice, typed: string): boolean =>
  `${choice.label} ${choice.value}`.toLowerCase().includes(typed.trim().toLowerCase());

/** A dropdown whose choices are loaded, page by page; any other value may be typed. */
const Dropdown = ({ field, value, change, attributes }: InputProps) => {
  const [choices, setChoices] = useState<readonly Choice[] | null>(null);
  const [page, setPage] = useState(0);
  const [problem, setProblem] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState(false);
  const [at, setAt] = useState(-1);
  const list = useId();
  const menu = useRef<HTMLDivElement>(null);
  useInView(menu, isOpen, choices);
  const load = async (next: number): Promise<void> => {
    const open = operation.value;
    if (!open) return;
    const form = { kind: open.kind, key: open.key, connection: connection.value, values: values.value };
    const answer = await post<readonly Choice[]>(`${app.value?.id}/choices`, {
      ...form,
      field: field.key,
      page: next,
    });
    setPage(next);
    setProblem(answer.problem ?? '');
    if (answer.problem) setChoices([]);
    else setChoices((had) => [...(next > 0 ? (had ?? []) : []), ...answer]);
  };
  const show = (): void => {
    setOpen(true);
    setTyped(false);
    setAt(-1);
    void load(0);
  };
  const shown = (choices ?? []).filter((choice) => !typed || matches(choice, value));
  const choose = (choice: Choice | undefined): void => {
    if (choice) change(choice.value);
    setOpen(false);
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) show();
      else
        setAt((place) =>
          Math.max(-1, Math.min(shown.length - 1, place + (event.key === 'ArrowDown' ? 1 : -1))),
        );
    } else if (event.key === 'Enter' && isOpen && at >= 0) {
      event.preventDefault();
      choose(shown[at]);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      setOpen(false);
    }
  };
  const label = choices?.find((choice) => choice.value === value)?.label;
  return (
    <div class="dropdown">
      <input
        {...attributes}
        type="text"
        role="combobox"
        autocomplete="off"
        aria-expanded={isOpen && shown.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        {...(at >= 0 && isOpen && { 'aria-activedescendant': `${list}-${at}` })}
        placeholder={field.placeholder || 'Choose or type a value…'}
        value={value}
        onClick={() => !isOpen && show()}
        onInput={(event) => {
          change(event.currentTarget.value);
          if (!isOpen) show();
          setTyped(true);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setOpen(false)}
      />
      <Icon name="chevron" />
      <div ref={menu} class="menu" hidden={!isOpen}>
        {shown.length > 0 && (
          <div id={list} role="listbox" aria-label="Choices">
            {shown.map((choice, index) => (
              <div
                id={`${list}-${index}`}
                key={choice.value}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                onPointerDown={(event) => {
                  event.preventDefault();
                  choose(choice);
                }}
              >
                <span>{choice.label}</span>
                {choice.label !== choice.value && <code>{choice.value}</code>}
              </div>
            ))}
          </div>
        )}
        {choices === null && <div class="menu-note">Loading…</div>}
        {choices !== null && shown.length === 0 && (
          <div class="menu-note">
            {problem || (typed ? `Uses “${value}” as typed.` : 'Nothing to choose from yet. Type a value.')}
          </div>
        )}
        {choices !== null && choices.length >= 100 && (
          <button
            type="button"
            class="menu-more"
            onPointerDown={(event) => {
              event.preventDefault();
              void load(page + 1);
            }}
          >
            Load more
          </button>
        )}
      </div>
      {label !== undefined && label !== value && <p class="chosen">{label}</p>}
    </div>
  );
};

/** A text box that grows with its text. */
const LongText = ({ field, value, change, attributes }: InputProps) => {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!box.current) return;
    box.current.style.height = 'auto';
    box.current.style.height = `${box.current.scrollHeight + 2}px`;
  }, [value]);
  return (
    <textarea
      {...attributes}
      ref={box}
      rows={3}
      placeholder={field.placeholder || 'Enter text or insert data…'}
      value={value}
      onInput={(event) => change(event.currentTarget.value)}
    />
  );
};

const PLACEHOLDERS: Readonly<Record<string, string>> = {
  datetime: '2026-12-01 09:30, or tomorrow 9:30',
  integer: '0',
  number: '0.0',
};

const INPUT_MODES = { integer: 'numeric', number: 'decimal' } as const;

const isNumeric = (type: string): type is keyof typeof INPUT_MODES => type in INPUT_MODES;

const Text = ({ field, value, change, attributes }: InputProps) => (
  <input
    {...attributes}
    type="text"
    inputMode={isNumeric(field.type) ? INPUT_MODES[field.type] : 'text'}
    autocomplete="off"
    placeholder={field.placeholder || PLACEHOLDERS[field.type] || 'Enter text or insert data…'}
    value={value}
    onInput={(event) => change(event.currentTarget.value)}
  />
);

const Single = (props: InputProps) => {
  const { field } = props;
  if (field.dynamic) return <Dropdown {...props} />;
  const choices = field.type === 'boolean' ? YES_NO : field.choices;
  if (choices) return <Select {...props} choices={choices} />;
  return ['text', 'code', 'json'].includes(field.type) ? <LongText {...props} /> : <Text {...props} />;
};

const takesData = (field: Field): boolean =>
  !field.choices && !['boolean', 'password', 'copy'].includes(field.type);

/** One value, with a button that puts in what an earlier step gave. */
const WithInsert = (props: InputProps) => (
  <div class="with-insert">
    <Single {...props} />
    {takesData(props.field) && (
      <Insert target={props.attributes.id} insert={(token) => props.change(`${props.value}${token}`)} />
    )}
  </div>
);

const Items = ({ field, id, described, value, change }: FieldProps) => {
  const items = textsOf(value);
  const shown = items.length === 0 ? [''] : items;
  const set = (index: number, text: string): void =>
    change(shown.map((item, place) => (place === index ? text : item)));
  return (
    <div class="items">
      {shown.map((item, index) => (
        <div class="item" key={index}>
          <WithInsert
            field={field}
            value={item}
            change={(text) => set(index, text)}
            attributes={{
              id: index === 0 ? id : `${id}-${index}`,
              'aria-describedby': described,
              ...(index > 0 && { 'aria-label': `Item ${index + 1}` }),
            }}
          />
          {shown.length > 1 && (
            <IconButton
              icon="cross"
              label={`Remove item ${index + 1}`}
              onClick={() => change(shown.filter((_, place) => place !== index))}
            />
          )}
        </div>
      ))}
      <button type="button" class="add" onClick={() => change([...shown, ''])}>
        <Icon name="plus" /> Add
      </button>
    </div>
  );
};

const Pairs = ({ id, described, value, change }: FieldProps) => {
  const pairs = Object.entries(rowOf(value));
  const shown: readonly (readonly [string, string])[] = pairs.length === 0 ? [['', '']] : pairs;
  const set = (index: number, pair: readonly [string, string]): void =>
    change(Object.fromEntries(shown.map((each, place) => (place === index ? pair : each))));
  return (
    <div class="items">
      {shown.map(([name, text], index) => (
        <div class="pair" key={index}>
          <input
            type="text"
            {...(index === 0 && { id })}
            aria-describedby={described}
            {...(index > 0 && { 'aria-label': `Name ${index + 1}` })}
            placeholder="Name"
            value={name}
            onInput={(event) => set(index, [event.currentTarget.value, text])}
          />
          <input
            type="text"
            aria-label={`Value ${index + 1}`}
            placeholder="Value"
            value={text}
            onInput={(event) => set(index, [name, event.currentTarget.value])}
          />
        </div>
      ))}
      <button
        type="button"
        class="add"
        onClick={() => change({ ...rowOf(value), [`name ${pairs.length + 1}`]: '' })}
      >
        <Icon name="plus" /> Add
      </button>
    </div>
  );
};

const LineItems = ({ field, id, value, change }: FieldProps) => {
  const rows = rowsOf(value);
  const shown: readonly Row[] = rows.length === 0 ? [{}] : rows;
  return (
    <div class="items">
      {shown.map((row, index) => (
        <fieldset class="row" key={index}>
          <legend>
            Row {index + 1}
            {shown.length > 1 && (
              <IconButton
                icon="cross"
                label={`Remove row ${index + 1}`}
                onClick={() => change(shown.filter((_, place) => place !== index))}
              />
            )}
          </legend>
          {field.children.map((child) => (
            <FieldView
              key={child.key}
              field={child}
              id={`${id}-${index}-${child.key}`}
              value={row[child.key]}
              change={(text) =>
                change(
                  shown.map((each, place) =>
                    place === index ? { ...each, [child.key]: textOf(text) } : each,
                  ),
                )
              }
            />
          ))}
        </fieldset>
      ))}
      <button type="button" class="add" onClick={() => change([...shown, {}])}>
        <Icon name="plus" /> Add row
      </button>
    </div>
  );
};

interface FieldProps {
  readonly field: Field;
  readonly id: string;
  readonly described: string;
  readonly value: Value | undefined;
  readonly change: Change<Value>;
}

const Control = (props: FieldProps) => {
  const { field, id, described, value, change } = props;
  if (field.children.length > 0) return <LineItems {...props} />;
  if (field.dict) return <Pairs {...props} />;
  if (field.list) return <Items {...props} />;
  return (
    <WithInsert
      field={field}
      value={value === undefined ? field.default : textOf(value)}
      change={change}
      attributes={{ id, 'aria-describedby': described, ...(field.required && { 'aria-required': true }) }}
    />
  );
};

/** A field of a form: label, help and what its type needs. */
export const FieldView = ({ field, id, value, change }: Omit<FieldProps, 'described'>) => {
  if (field.type === 'copy') return <Markdown text={field.help || field.label} />;
  const described = `${id}-help`;
  const type =
    field.children.length > 0 ? 'rows' : field.dict ? 'pairs' : (TYPE_NAMES[field.type] ?? field.type);
  const isGroup = field.children.length > 0;
  return (
    <div class="field" {...(isGroup && { role: 'group', 'aria-labelledby': `${id}-label` })}>
      <div class="field-head">
        {isGroup ? (
          <span class="label" id={`${id}-label`}>
            {field.label}
          </span>
        ) : (
          <label for={id}>{field.label}</label>
        )}
        {field.required && <span class="required">required</span>}
        <span class="type">
          {type}
          {field.list ? ', several' : ''}
        </span>
      </div>
      <Control field={field} id={id} described={described} value={value} change={change} />
      {field.help ? <Markdown id={described} text={field.help} /> : <span id={described} />}
    </div>
  );
};
