import type { Finding } from './check.ts';
import type { Definition, OutputField } from './definition.ts';
import { isIsoDate, isRecord, missingKeys, requiredProblems, typeProblems, type Values } from './values.ts';

/** The output of a visible operation on one variant of the gateway. */
export interface Recording {
  readonly kind: 'triggers' | 'creates' | 'searches';
  readonly key: string;
  readonly variant: string;
  /** Its results, newest first. For a hook trigger, the events it delivered. */
  readonly results: readonly Values[];
  /** The result of a hook trigger's performList. */
  readonly list?: readonly Values[];
}

/** A rule for results. The ids are those of Zapier's own checks. */
export interface ResultCheck {
  readonly id: string;
  readonly rule: string;
  readonly findIn: (recording: Recording, definition: Definition) => Finding[];
}

const allOf = ({ results, list = [] }: Recording): readonly Values[] => [...results, ...list];

const inEachResult = (recording: Recording, problems: (result: Values) => string[]): Finding[] =>
  allOf(recording)
    .flatMap(problems)
    .map((problem) => ({ where: `${recording.kind}.${recording.key} on ${recording.variant}`, problem }));

const fieldsOf = ({ kind, key }: Recording, definition: Definition): OutputField[] =>
  definition[kind][key]?.operation.outputFields ?? [];

const sampleOf = ({ kind, key }: Recording, definition: Definition): Values => {
  const sample = definition[kind][key]?.operation.sample;
  return isRecord(sample) ? sample : {};
};

const DATE_KEY = /(_at|_for|^from|^to)$/;

/** Checks that results match the definition. */
export const resultChecks: ResultCheck[] = [
  {
    id: 'T002',
    rule: 'trigger results have unique ids',
    findIn: (recording) => {
      if (recording.kind !== 'triggers') return [];
      const ids = recording.results.map(({ id }) => id);
      const unlike = new Set(ids).size;
      const sound = ids.every((id) => (typeof id === 'string' && id !== '') || typeof id === 'number');
      return inEachResult({ ...recording, results: [{}], list: [] }, () => [
        ...(sound ? [] : ['an id is missing']),
        ...(unlike === ids.length ? [] : ['two results have the same id']),
      ]);
    },
  },
  {
    id: 'T003',
    rule: 'dates are ISO 8601, and times have an offset',
    findIn: (recording) =>
      inEachResult(recording, (result) =>
        Object.entries(result)
          .filter(([key, value]) => DATE_KEY.test(key) && value !== null && !isIsoDate(value))
          .map(([key, value]) => `${key} is ${JSON.stringify(value)}`),
      ),
  },
  {
    id: 'T004',
    rule: 'every result has all keys of the sample',
    findIn: (recording, definition) =>
      inEachResult(recording, (result) =>
        missingKeys(sampleOf(recording, definition), result).map((key) => `${key} is only in the sample`),
      ),
  },
  {
    id: 'T005',
    rule: 'values have the types of their output fields',
    findIn: (recording, definition) =>
      inEachResult(recording, (result) => typeProblems(fieldsOf(recording, definition), result)),
  },
  {
    id: 'T006',
    rule: "performList results and a hook trigger's events have the same keys",
    findIn: ({ list = [], ...recording }) =>
      inEachResult(recording, (delivered) =>
        list.flatMap((example) =>
          missingKeys(example, delivered).map((key) => `${key} is only in performList`),
        ),
      ),
  },
  {
    id: 'Z001',
    rule: 'required output fields have values',
    findIn: (recording, definition) =>
      inEachResult(recording, (result) => requiredProblems(fieldsOf(recording, definition), result)),
  },
];
