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

const APP_NAME = /mobivate|azeer|mottasl|zapier/i;
const MOST_WORDS = 20;

/** The verbs an action may begin with, and how its description begins. */
const VERBS: Record<string, string> = {
  Send: 'Sends',
  Add: 'Adds',
  Remove: 'Removes',
  Create: 'Creates',
  Update: 'Updates',
  Delete: 'Deletes',
  Check: 'Checks',
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

/** Labels of fields may be put together from others, so a small word among them may be written big. */
const fieldLabelProblem = (label = ''): string | false =>
  titleCaseProblem(
    label,
    wordsNotInTitleCase(label).filter((word) => /^[a-z]/.test(word)),
  );

const actionProblem = ({ label, description }: Described): string | false => {
  const [verb = ''] = label.split(' ');
  const told = VERBS[verb];
  if (!told) return `"${label}" does not begin with a verb`;
  return (
    !new RegExp(`^${told} .+\\.$`).test(description) && `the description is not of the form "${told} a … ."`
  );
};

const descriptionProblem = ({ description }: Described): string | false => {
  if (APP_NAME.test(description)) return 'the description names the app';
  const words = description.split(/\s+/).length;
  return words > MOST_WORDS && `the description has ${words} words`;
};

const capitalNoun = ({ where, operation: { noun, display } }: Placed): Finding[] => {
  const isPlainWord = /^[A-Z][a-z]/.test(noun);
  const isCapital = display.description.slice(1).includes(noun);
  return isPlainWord && isCapital
    ? [{ where, problem: `the description writes "${noun}" with a capital` }]
    : [];
};

/** Checks of names and texts, by the guidelines for them. */
export const copyChecks: Check[] = [
  {
    id: 'D018',
    rule: 'labels of operations are in Title Case',
    findIn: (definition) =>
      findingsIn(describedOf(definition), ({ label }) => titleCaseProblem(label, wordsNotInTitleCase(label))),
  },
  {
    id: 'D021',
    rule: 'a trigger’s description begins with "Triggers when" and ends with a full stop',
    findIn: (definition) =>
      findingsIn(
        visible(definition, 'triggers'),
        ({ description }) => !/^Triggers when .+\.$/.test(description) && `it is "${description}"`,
      ),
  },
  {
    id: 'copy-trigger-label',
    rule: 'a trigger is called "New …" or "Updated … Status"',
    findIn: (definition) =>
      findingsIn(
        visible(definition, 'triggers'),
        ({ label }) => !/^(New .+|Updated .+ Status)$/.test(label) && `it is called "${label}"`,
      ),
  },
  {
    id: 'copy-action-label',
    rule: 'an action is called by its verb, and its description begins with that verb',
    findIn: (definition) => findingsIn(visible(definition, 'creates'), actionProblem),
  },
  {
    id: 'copy-search-label',
    rule: 'a search is called "Find …", its description begins with "Finds"',
    findIn: (definition) =>
      findingsIn(visible(definition, 'searches'), ({ label, description }) => {
        if (!/^Find .+/.test(label)) return `it is called "${label}"`;
        return !/^Finds (a|an|the) .+\.$/.test(description) && `its description is "${description}"`;
      }),
  },
  {
    id: 'copy-description',
    rule: 'descriptions are short and do not name the app',
    findIn: (definition) => [
      ...findingsIn(describedOf(definition), descriptionProblem),
      ...visibleOf(definition).flatMap(capitalNoun),
    ],
  },
  {
    id: 'copy-keys',
    rule: 'keys are telling words in snake_case',
    findIn: (definition) => [
      ...findingsIn(
        operationsOf(definition),
        ({ operation: { key } }) => !/^[a-z]+(_[a-z]+)+$/.test(key) && `its key is ${key}`,
      ),
      ...findingsIn(
        [...inputFieldsOf(definition), ...outputFieldsOf(definition)],
        ({ field: { key } }) => !/^[a-z0-9]+(_{1,2}[a-z0-9]+)*$/.test(key) && `its key is ${key}`,
      ),
    ],
  },
  {
    id: 'copy-noun',
    rule: 'a noun is one thing, in a word or two, and not the app',
    findIn: (definition) =>
      findingsIn(operationsOf(definition), ({ operation: { noun } }) => {
        const isPlural = /s$/.test(noun) && !/(ss|us|SMS)$/.test(noun);
        const isSound = !isPlural && !APP_NAME.test(noun) && noun.split(' ').length <= 2;
        return !isSound && `its noun is "${noun}"`;
      }),
  },
  {
    id: 'copy-field-labels',
    rule: 'every field has a label, in Title Case',
    findIn: (definition) => [
      ...findingsIn(inputFieldsOf(definition), ({ field: { label, type } }) =>
        label || type === 'copy' ? fieldLabelProblem(label) : 'it has no label',
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
          helpText !== undefined && !/^[A-Z`[*].*[.`)]$/s.test(helpText) && `it is "${helpText}"`,
      ),
  },
  {
    id: 'copy-delete-warning',
    rule: 'an action that deletes warns in a note of its own',
    findIn: (definition) =>
      findingsIn(visibleOf(definition), ({ kind, operation: { display, operation } }) => {
        const deletes = kind === 'creates' && /^(Delete|Remove) /.test(display.label);
        return deletes && !operation.inputFields.some(({ type }) => type === 'copy') && 'it has no warning';
      }),
  },
];
