import { useState } from 'preact/hooks';
import type { OutputField } from '../protocol.ts';

interface Line {
  readonly path: string;
  readonly label: string;
  readonly type: string;
  readonly value: unknown;
  readonly depth: number;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const typeOf = (value: unknown): string =>
  Array.isArray(value) ? 'list' : value === null ? '' : typeof value;

/** One line a value, however deep; labels and types from the output fields where they name it. */
const linesOf = (
  record: Record<string, unknown>,
  fields: ReadonlyMap<string, OutputField>,
  prefix = '',
  depth = 0,
): Line[] =>
  Object.entries(record).flatMap(([key, value]) => {
    const path = `${prefix}${key}`;
    const pattern = path.replace(/\[\d+\]/g, '[]');
    const field = fields.get(pattern);
    const line = { path, label: field?.label ?? key, type: field?.type ?? typeOf(value), value, depth };
    if (isRecord(value))
      return [
        { ...line, value: undefined, type: 'record' },
        ...linesOf(value, fields, `${path}.`, depth + 1),
      ];
    if (Array.isArray(value) && value.some(isRecord)) {
      const rows = value.flatMap((row, index) =>
        isRecord(row)
          ? [
              {
                ...line,
                path: `${path}[${index}]`,
                label: `${line.label} ${index + 1}`,
                type: 'row',
                value: undefined,
                depth: depth + 1,
              },
              ...linesOf(row, fields, `${path}[${index}].`, depth + 2),
            ]
          : [],
      );
      return [{ ...line, value: undefined, type: `${value.length} rows` }, ...rows];
    }
    return [line];
  });

const Shown = ({ value }: { value: unknown }) => {
  if (value === undefined) return null;
  if (value === null) return <span class="null">null</span>;
  if (typeof value === 'boolean' || typeof value === 'number')
    return <span class="literal">{String(value)}</span>;
  if (Array.isArray(value))
    return <span>{value.length === 0 ? <span class="null">empty</span> : value.join(', ')}</span>;
  return <span>{String(value) || <span class="null">empty text</span>}</span>;
};

/** A longer record, such as the result of a bulk send, is drawn in full when it is asked for. */
const SHOWN_LINES = 150;

/** A record with the label, the type and the value of each field. */
export const RecordView = ({ record, fields }: { record: unknown; fields: readonly OutputField[] }) => {
  const [isWhole, setWhole] = useState(false);
  if (!isRecord(record)) return <p class="quiet">{JSON.stringify(record)}</p>;
  const known = new Map(fields.map((field) => [field.key, field]));
  const lines = linesOf(record, known);
  const isCut = !isWhole && lines.length > SHOWN_LINES;
  return (
    <>
      <table class="record">
        <colgroup>
          <col />
          <col />
          <col />
        </colgroup>
        <thead class="sr">
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Value</th>
            <th scope="col">Type</th>
          </tr>
        </thead>
        <tbody>
          {(isCut ? lines.slice(0, SHOWN_LINES) : lines).map((line) => (
            <tr key={line.path}>
              <th scope="row" title={line.path} style={{ paddingLeft: `${line.depth * 12}px` }}>
                {line.label}
              </th>
              <td>
                <Shown value={line.value} />
              </td>
              <td class="type">{line.type}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {isCut && (
        <button type="button" class="text-button whole" onClick={() => setWhole(true)}>
          Show all {lines.length} fields
        </button>
      )}
    </>
  );
};
