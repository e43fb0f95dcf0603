import type { Kind, Row, Value, Values } from '../protocol.ts';

/** What the address of the page says: the app, the form that is open, and what it holds. */
export interface Route {
  readonly app: string;
  readonly kind: Kind;
  readonly key: string;
  readonly connection: string;
  readonly values: Values;
}

const KINDS: readonly Kind[] = ['triggers', 'creates', 'searches', 'searchOrCreates'];

/** A parameter with this ending holds rows or pairs, as JSON. */
const JSON_MARK = ':json';

const parseJson = (text: string): Value | undefined => {
  try {
    const value: Value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

const readValues = (parameters: URLSearchParams): Values => {
  const values: Record<string, Value> = {};
  for (const name of new Set(parameters.keys())) {
    const given = parameters.getAll(name);
    const [first = ''] = given;
    if (name === 'connection') continue;
    if (!name.endsWith(JSON_MARK)) {
      values[name] = given.length > 1 ? given : first;
      continue;
    }
    const value = parseJson(first);
    if (value !== undefined) values[name.slice(0, -JSON_MARK.length)] = value;
  }
  return values;
};

/** Reads an address such as `#/mobivate/creates/send_sms?recipient=447700900123`; what is missing is empty. */
export const readRoute = (hash: string): Partial<Route> => {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const [app, given, key] = path.split('/');
  const kind = KINDS.find((known) => known === given);
  const parameters = new URLSearchParams(search);
  const connection = parameters.get('connection');
  return {
    ...(app && { app }),
    ...(kind && key && { kind, key, values: readValues(parameters) }),
    ...(connection && { connection }),
  };
};

const isFilled = (value: Value): boolean =>
  typeof value === 'string' ? value !== '' : Object.keys(value).length > 0;

const isTexts = (value: readonly (string | Row)[]): value is readonly string[] =>
  value.every((item) => typeof item === 'string');

/** The address of a form; without `connection` it leaves the one that is chosen. */
export const toHash = ({
  app,
  kind,
  key,
  connection,
  values = {},
}: Pick<Route, 'app' | 'kind' | 'key'> & Partial<Route>): string => {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (!isFilled(value)) continue;
    if (typeof value === 'string') parameters.append(name, value);
    else if (Array.isArray(value) && isTexts(value)) for (const item of value) parameters.append(name, item);
    else parameters.append(`${name}${JSON_MARK}`, JSON.stringify(value));
  }
  if (connection) parameters.append('connection', connection);
  const search = parameters.toString();
  return `#/${app}/${kind}/${key}${search && `?${search}`}`;
};
