import { type Check, type Finding, findingsIn, outputFieldsOf, textsIn, visibleOf } from './check.ts';
import type { Definition, OutputField } from './definition.ts';
import { isIsoDate, isRecord, keysOf, requiredProblems, typeProblems, type Values } from './values.ts';

interface Sampled {
  readonly where: string;
  readonly fields: OutputField[];
  readonly sample: Values;
}

const sampledOf = (definition: Definition): Sampled[] =>
  visibleOf(definition).flatMap(({ where, operation: { operation } }) =>
    isRecord(operation.sample)
      ? [{ where: `${where}.sample`, fields: operation.outputFields, sample: operation.sample }]
      : [],
  );

const inEachSample = (definition: Definition, problems: (sampled: Sampled) => string[]): Finding[] =>
  sampledOf(definition).flatMap((sampled) =>
    problems(sampled).map((problem) => ({ where: sampled.where, problem })),
  );

/** Numbers reserved for examples by Ofcom (UK), ACMA (Australia), and the North American Numbering Plan. */
const EXAMPLE_NUMBER = /^(447700900\d{3}|441632960\d{3}|61491570\d{3}|1\d{3}55501\d{2})$/;
const PHONE_NUMBER = /^\+?[1-9]\d{9,14}$/;
/** Of the domains that are kept for examples. */
const EXAMPLE_ADDRESS = /\S@example\.(?:com|net|org)\b/;
const MADE_UP = /^(string|text|test|sample|example|foo|bar|1234|abc|lorem ipsum.*)$/i;
const PERSON =
  /\b(John|Jane|Doe|Smith|Jones|Bob|Alice|Anna|Anne|Bill|David|Emma|James|Jim|Kate|Linda|Maria|Mary|Mike|Paul|Peter|Sarah|Susan|Tom)\b/;

const ID_KEY = /[._]ids?(\.\d+)?$/;

const sampleTextProblem = ({ where, text }: { where: string; text: string }): string | false => {
  if (!ID_KEY.test(where) && PHONE_NUMBER.test(text) && !EXAMPLE_NUMBER.test(text.replace('+', '')))
    return `${text} may be a real phone number`;
  if (/\S@\S+\.\S/.test(text) && !EXAMPLE_ADDRESS.test(text)) return `${text} is an email address`;
  if (MADE_UP.test(text)) return `"${text}" is a placeholder`;
  return PERSON.test(text) && `"${text}" names a person`;
};

/** Checks for samples and their output fields. */
export const sampleChecks: Check[] = [
  {
    id: 'D023',
    rule: 'dates in samples are ISO 8601, and times have an offset',
    findIn: (definition) =>
      findingsIn(
        sampledOf(definition).flatMap(({ where, sample }) => textsIn(sample, where)),
        ({ text }) =>
          /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/.test(text) && !isIsoDate(text) && `${text} is not ISO 8601`,
      ),
  },
  {
    id: 'D024',
    rule: 'sample values have the types of their output fields, and required ones are set',
    findIn: (definition) =>
      inEachSample(definition, ({ fields, sample }) => [
        ...typeProblems(fields, sample),
        ...requiredProblems(fields, sample),
      ]),
  },
  {
    id: 'own-sample-keys',
    rule: 'a sample has exactly the keys of its output fields',
    findIn: (definition) =>
      inEachSample(definition, ({ fields, sample }) => {
        const described = fields.flatMap(({ key }) =>
          key.split('__').map((_, n, path) => path.slice(0, n + 1).join('__')),
        );
        const given = keysOf(sample);
        return [
          ...given.filter((key) => !described.includes(key)).map((key) => `${key} has no output field`),
          ...fields
            .map(({ key }) => key)
            .filter((key) => !given.includes(key) && !isNullAbove(sample, key))
            .map((key) => `${key} is missing from the sample`),
        ];
      }),
  },
  {
    id: 'copy-sample-data',
    rule: 'samples contain no personal data and no placeholders',
    findIn: (definition) =>
      findingsIn(
        sampledOf(definition).flatMap(({ where, sample }) => textsIn(sample, where)),
        sampleTextProblem,
      ),
  },
  {
    id: 'copy-output-labels',
    rule: 'every output field has a label',
    findIn: (definition) =>
      findingsIn(outputFieldsOf(definition), ({ field: { label } }) => !label && 'has no label'),
  },
];

/** Whether a parent record of the key is `null`. */
const isNullAbove = (sample: Values, key: string): boolean =>
  key.includes('__') && sample[key.slice(0, key.indexOf('__'))] === null;
