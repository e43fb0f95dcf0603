import {
  type Check,
  type Finding,
  findingsIn,
  inputFieldsOf,
  operationsOf,
  outputFieldsOf,
  type Placed,
  visibleOf,
} from './check.ts';
import type { Definition } from './definition.ts';
import { wordsNotInTitleCase } from './title-case.ts';

const APP_NAME = /mobivate|messagemedia|azeer|mottasl|zapier/i;
/** Agents read nothing but this: what it costs, what to use instead, what comes back. */
const MAX_WORDS = 45;

/** The verbs that an action's label may begin with, and how its description then begins. */
const VERBS: Record<string, string> = {
  Send: 'Sends',
  Add: 'Adds',
  Remove: 'Removes',
  Create: 'Creates',
  Update: 'Updates',
  Delete: 'Deletes',
  Check: 'Checks',
  Cancel: 'Cancels',
  Assign: 'Assigns',
  Tag: 'Tags',
};

interface Described {
  readonly where: string;
  readonly label: string;
  readonly description: string;
}

const describedOf = (definition: Definition): Described[] => [
  ...visibleOf(definition).map(({ where, operation: { display } }) => ({ where, ...display })),
  ...Object.entries(definition.searchOrCreates).map(([key, { display }]) => ({
    where: `searchOrCreates.${key}`,
    ...display,
  })),
];

const visible = (definition: Definition, wanted: Placed['kind']): Described[] =>
  visibleOf(definition)
    .filter(({ kind }) => kind === wanted)
    .map(({ where, operation: { display } }) => ({ where, ...display }));

const titleCaseProblem = (label: string, wrong: string[]): string | false =>
  wrong.length > 0 && `"${label}" is not in Title Case: ${wrong.join(', ')}`;

/** Field labels may combine other labels, so they may capitalize small words. */
const fieldLabelProblem = (label = ''): string | false =>
  titleCaseProblem(
    label,
    wordsNotInTitleCase(label).filter((word) => /^[a-z]/.test(word)),
  );

const actionProblem = ({ label, description }: Described): string | false => {
  const [verb = ''] = label.split(' ');
  const opening = VERBS[verb];
  if (!opening) return `"${label}" does not begin with a verb`;
  return !new RegExp(`^${opening} .+\\.$`).test(description) && `the description is not "${opening} a … ."`;
};

const descriptionProblem = ({ description }: Described): string | false => {
  if (APP_NAME.test(description)) return 'the description contains the app name';
  const words = description.split(/\s+/).length;
  return words > MAX_WORDS && `the description has ${words} words`;
};

const capitalNoun = ({ where, operation: { noun, display } }: Placed): Finding[] => {
  const isPlainWord = /^[A-Z][a-z]/.test(noun);
  const isCapital = display.description.slice(1).includes(noun);
  return isPlainWord && isCapital ? [{ where, problem: `the description capitalizes "${noun}"` }] : [];
};

/** Checks from Zapier's style guidelines for labels, descriptions, and help texts. */
export const copyChecks: Check[] = [
  {
    id: 'D018',
    rule: 'operation labels are in Title Case',
    findIn: (definition) =>
      findingsIn(describedOf(definition), ({ label }) => titleCaseProblem(label, wordsNotInTitleCase(label))),
  },
  {
    id: 'D021',
    rule: 'a trigger’s description begins with "Triggers when" and ends with a full stop',
    findIn: (definition) =>
      findingsIn(
        visible(definition, 'triggers'),
        ({ description }) =>
          !/^Triggers when .+\.$/.test(description) && `the description is "${description}"`,
      ),
  },
  {
    id: 'copy-trigger-label',
    rule: 'a trigger label is "New …" or "Updated … Status"',
    findIn: (definition) =>
      findingsIn(
        visible(definition, 'triggers'),
        ({ label }) => !/^(New .+|Updated .+ Status)$/.test(label) && `the label is "${label}"`,
      ),
  },
  {
    id: 'copy-action-label',
    rule: 'an action label and description begin with the same verb',
    findIn: (definition) => findingsIn(visible(definition, 'creates'), actionProblem),
  },
  {
    id: 'copy-search-label',
    rule: 'a search label is "Find …" and its description begins with "Finds"',
    findIn: (definition) =>
      findingsIn(visible(definition, 'searches'), ({ label, description }) => {
        if (!/^Find .+/.test(label)) return `the label is "${label}"`;
        return !/^Finds (a|an|the) .+\.$/.test(description) && `the description is "${description}"`;
      }),
  },
  {
    id: 'copy-description',
    rule: 'descriptions are short and without the app name',
    findIn: (definition) => [
      ...findingsIn(describedOf(definition), descriptionProblem),
      ...visibleOf(definition).flatMap(capitalNoun),
    ],
  },
  {
    id: 'copy-keys',
    rule: 'keys are words in snake_case',
    findIn: (definition) => [
      ...findingsIn(
        operationsOf(definition),
        ({ operation: { key } }) => !/^[a-z]+(_[a-z]+)+$/.test(key) && `the key is ${key}`,
      ),
      ...findingsIn(
        [...inputFieldsOf(definition), ...outputFieldsOf(definition)],
        ({ field: { key } }) => !/^[a-z0-9]+(_{1,2}[a-z0-9]+)*$/.test(key) && `the key is ${key}`,
      ),
    ],
  },
  {
    id: 'copy-noun',
    rule: 'a noun is singular, one or two words, and without the app name',
    findIn: (definition) =>
      findingsIn(operationsOf(definition), ({ operation: { noun } }) => {
        const isPlural = /s$/.test(noun) && !/(ss|us|SMS)$/.test(noun);
        const isSound = !isPlural && !APP_NAME.test(noun) && noun.split(' ').length <= 2;
        return !isSound && `the noun is "${noun}"`;
      }),
  },
  {
    id: 'copy-field-labels',
    rule: 'every field has a label in Title Case',
    findIn: (definition) => [
      ...findingsIn(inputFieldsOf(definition), ({ field: { label, type } }) =>
        label || type === 'copy' ? fieldLabelProblem(label) : 'has no label',
      ),
      ...findingsIn(outputFieldsOf(definition), ({ field: { label } }) => fieldLabelProblem(label)),
    ],
  },
  {
    id: 'copy-help-text',
    rule: 'help texts are sentences',
    findIn: (definition) =>
      findingsIn(
        inputFieldsOf(definition),
        ({ field: { helpText } }) =>
          helpText !== undefined &&
          !/^[A-Z`[*].*[.`)](?:\*\*)?$/s.test(helpText) &&
          `the help text is "${helpText}"`,
      ),
  },
  {
    id: 'copy-delete-warning',
    rule: 'a delete action has a warning in a copy field',
    findIn: (definition) =>
      findingsIn(visibleOf(definition), ({ kind, operation: { display, operation } }) => {
        const deletes = kind === 'creates' && /^(Delete|Remove) /.test(display.label);
        return deletes && !operation.inputFields.some(({ type }) => type === 'copy') && 'has no warning';
      }),
  },
];
