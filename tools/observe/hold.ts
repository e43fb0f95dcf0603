import type { Recording } from './recording.ts';
import { grouped, isFields, typeOf } from './values.ts';

/** A difference between a sandbox's response and a recording. */
export interface Difference {
  readonly probe: string;
  /** The claims whose verdict depends on it. */
  readonly claims: readonly string[];
  /** The difference, in a sentence. */
  readonly what: string;
}

/** What occurs at a place in a body, such as `results[].status`. */
interface Place {
  readonly types: Set<string>;
  /** How often the surrounding object occurs, and how often it contains this place. */
  around: number;
  inside: number;
}

type Shape = Map<string, Place>;

const placeIn = (shape: Shape, path: string): Place => {
  const place = shape.get(path) ?? { types: new Set(), around: 0, inside: 0 };
  shape.set(path, place);
  return place;
};

const parentOf = (path: string): string => path.replace(/\.?[^.]+$/, '');

const visit = (shape: Shape, value: unknown, path: string): void => {
  const type = typeOf(value);
  placeIn(shape, path).types.add(type === 'whole number' ? 'number' : type);
  if (Array.isArray(value)) for (const item of value) visit(shape, item, `${path}[]`);
  if (!isFields(value)) return;
  placeIn(shape, path).around += 1;
  for (const [name, inner] of Object.entries(value)) {
    const at = `${path}.${name}`;
    placeIn(shape, at).inside += 1;
    visit(shape, inner, at);
  }
};

/** The types and counts of bodies, by place. A list combines all of its items. */
const shapeOf = (bodies: readonly unknown[]): Shape => {
  const shape: Shape = new Map();
  for (const body of bodies) visit(shape, body, '');
  return shape;
};

const isAlways = (shape: Shape, path: string): boolean =>
  shape.get(path)?.inside === shape.get(parentOf(path))?.around;

const shownAs = (path: string): string => path.replace(/^\./, '') || 'the body';

const wordsFor = (types: ReadonlySet<string>): string => [...types].toSorted().join(' or ');

/** Fields that one shape always has and the other never, if both have the surrounding object. */
const absent = (one: Shape, other: Shape): string[] =>
  [...one.keys()].filter((path) => {
    const around = parentOf(path);
    const isField = path !== '' && !path.endsWith('[]');
    return isField && isAlways(one, path) && !other.has(path) && (other.get(around)?.around ?? 0) > 0;
  });

/** Lists the differences. Ignores null, which may replace any value. */
const compare = (recorded: Shape, given: Shape): string[] => {
  const types = [...recorded].flatMap(([path, place]) => {
    const known = [...place.types].filter((type) => type !== 'null');
    const strange = [...(given.get(path)?.types ?? [])].filter(
      (type) => type !== 'null' && !known.includes(type),
    );
    if (known.length === 0 || strange.length === 0) return [];
    return [
      `${shownAs(path)} is ${wordsFor(new Set(known))} in the recording and ${strange.join(' or ')} in the sandbox`,
    ];
  });
  return [
    ...types,
    ...absent(recorded, given).map((path) => `${shownAs(path)} is missing in the sandbox`),
    ...absent(given, recorded).map((path) => `${shownAs(path)} is in the sandbox only`),
  ];
};

type Response = Recording['exchanges'][number]['response'];

const compareResponses = (recorded: Response, given: Response): string[] => {
  if (recorded.status !== given.status) {
    return [`the status is ${recorded.status} in the recording and ${given.status} in the sandbox`];
  }
  if ((recorded.body === null) !== (given.body === null)) {
    return [recorded.body === null ? 'only the sandbox gives a body' : 'the sandbox gives no body'];
  }
  return compare(shapeOf([recorded.body]), shapeOf([given.body]));
};

const compareNotices = (recorded: Recording, given: Recording): Difference[] =>
  grouped(recorded.notices, ({ name }) => name).flatMap((real) => {
    const { name = '', claims = [] } = real[0] ?? {};
    const made = given.notices.filter((notice) => notice.name === name);
    const whats =
      made.length === 0
        ? [`the sandbox posted no ${name}`]
        : compare(shapeOf(real.map(({ body }) => body)), shapeOf(made.map(({ body }) => body)));
    return whats.map((what) => ({ probe: `notice ${name}`, claims, what }));
  });

/** Compares the recording of a sandbox with the recording of a real account. */
export const differencesOf = (recorded: Recording, given: Recording): readonly Difference[] => {
  const made = new Map(given.exchanges.map((exchange) => [exchange.probe, exchange]));
  const inExchanges = recorded.exchanges.flatMap(({ probe, claims, response }) => {
    const other = made.get(probe);
    if (!other)
      return [{ probe, claims, what: 'the sandbox was not asked this: an answer before it differs' }];
    return compareResponses(response, other.response).map((what) => ({ probe, claims, what }));
  });
  return [...inExchanges, ...compareNotices(recorded, given)];
};
