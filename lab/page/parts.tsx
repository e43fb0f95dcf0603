import { micromark } from 'micromark';
import type { ComponentChildren, RefObject, TargetedMouseEvent } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';

/** What scrolls must be reachable by keyboard. */
export const REACHABLE = { tabIndex: 0 };

/** A part of the page with its name. */
export const Region = ({
  name,
  aside,
  children,
}: {
  name: string;
  aside?: ComponentChildren;
  children: ComponentChildren;
}) => (
  <section class={`region ${name.toLowerCase()}`} aria-labelledby={`region-${name}`}>
    <header class="region-head">
      <h2 id={`region-${name}`}>{name}</h2>
      {aside}
    </header>
    {children}
  </section>
);

/** Markdown without HTML; links open beside the page. */
export const Markdown = ({ text, id }: { text: string; id?: string }) => {
  const html = useMemo(
    () => ({ __html: micromark(text).replaceAll('<a href', '<a target="_blank" rel="noreferrer" href') }),
    [text],
  );
  return <div class="markdown" {...(id && { id })} dangerouslySetInnerHTML={html} />;
};

/** A menu that opens where there is no room for it is scrolled into view. */
export const useInView = (menu: RefObject<HTMLElement | null>, isOpen: boolean, contents: unknown): void =>
  useEffect(() => {
    if (isOpen) menu.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen, contents]);

const KEYS = /("(?:[^"\\]|\\.)*"(?=:))/;

/** JSON set out over lines, its keys quieter than its values. Anything else stays as it is. */
export const Json = ({ text }: { text: string }) => (
  <pre class="json">
    {text.split(KEYS).map((piece, index) => (index % 2 === 1 ? <span class="key">{piece}</span> : piece))}
  </pre>
);

const PATHS = {
  plus: 'M8 3v10M3 8h10',
  cross: 'M4 4l8 8M12 4l-8 8',
  sun: 'M8 5a3 3 0 100 6 3 3 0 000-6M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1',
  moon: 'M13 9.5A5.5 5.5 0 016.5 3 5.5 5.5 0 1013 9.5z',
  copy: 'M5.5 5.5h7v7h-7zM3.5 10.5v-7h7',
  send: 'M8 13V3M4 7l4-4 4 4',
  bolt: 'M9 1.5L3.5 9H7l-.5 5.5L12.5 7H8.8z',
  loop: 'M13 8a5 5 0 11-1.6-3.7M13 2v3h-3',
  calendar: 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2v3M10.5 2v3',
  chevron: 'M4 6.5l4 4 4-4',
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);

interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: (event: TargetedMouseEvent<HTMLButtonElement>) => void;
}

export const IconButton = ({ icon, label, onClick }: IconButtonProps) => (
  <button type="button" class="icon-button" aria-label={label} title={label} onClick={onClick}>
    <Icon name={icon} />
  </button>
);

/** Puts text on the clipboard; the button says that it did. */
export const copy = (text: string) => (event: { currentTarget: HTMLElement }) => {
  const button = event.currentTarget;
  void navigator.clipboard.writeText(text).then(() => {
    button.classList.add('done');
    setTimeout(() => button.classList.remove('done'), 1_200);
  });
};

/** A small dropdown beside its label. */
export const SmallSelect = ({
  label,
  value,
  change,
  children,
}: {
  label: string;
  value: string;
  change: (value: string) => void;
  children: ComponentChildren;
}) => (
  <div class="starter">
    <span aria-hidden="true">{label}</span>
    <span class="select small">
      <select aria-label={label} value={value} onChange={(event) => change(event.currentTarget.value)}>
        {children}
      </select>
      <Icon name="chevron" />
    </span>
  </div>
);
