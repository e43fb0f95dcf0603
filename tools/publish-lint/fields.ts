import { type Check, findingsIn, inputFieldsOf, operationsOf } from './check.ts';
import type { Definition } from './definition.ts';
import { isRecord } from './values.ts';

const CREDENTIAL = /api[_ -]?key|token|secret|password/i;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

const keysGivenBy = (definition: Definition, trigger: string): string[] => {
  const { outputFields = [], sample } = definition.triggers[trigger]?.operation ?? {};
  return [...outputFields.map(({ key }) => key), ...Object.keys(isRecord(sample) ? sample : {})];
};

const brokenDropdown = (definition: Definition, dynamic: string): string | false => {
  const [trigger = '', ...keys] = dynamic.split('.');
  if (!definition.triggers[trigger]) return `there is no trigger ${trigger}`;
  const given = keysGivenBy(definition, trigger);
  const missing = keys.filter((key) => !given.includes(key));
  return missing.length > 0 && `${trigger} returns no ${missing.join(' and no ')}`;
};

/** Checks for input fields. */
export const fieldChecks: Check[] = [
  {
    id: 'D001',
    rule: 'no operation asks for a credential',
    findIn: (definition) =>
      findingsIn(
        inputFieldsOf(definition),
        ({ field: { key, label = '' } }) => CREDENTIAL.test(`${key} ${label}`) && 'asks for a credential',
      ),
  },
  {
    id: 'D004',
    rule: 'an ID field has a dropdown',
    findIn: (definition) =>
      findingsIn(inputFieldsOf(definition), ({ field }) => {
        const isId = /(^|_)id$/.test(field.key) || /\bID\b/.test(field.label ?? '');
        return isId && !field.dynamic && !field.choices && 'has no dropdown';
      }),
  },
  {
    id: 'D005',
    rule: "a dropdown's trigger exists and returns both of its keys",
    findIn: (definition) =>
      findingsIn(
        inputFieldsOf(definition),
        ({ field: { dynamic } }) => dynamic !== undefined && brokenDropdown(definition, dynamic),
      ),
  },
  {
    id: 'D011',
    rule: 'a help text does not repeat the label',
    findIn: (definition) =>
      findingsIn(inputFieldsOf(definition), ({ field: { label = '', helpText } }) => {
        const said = new Set([...wordsOf(label), 'a', 'an', 'the', 'of', 'your', 'enter']);
        return (
          helpText !== undefined &&
          wordsOf(helpText).every((word) => said.has(word)) &&
          'the help text repeats the label'
        );
      }),
  },
  {
    id: 'D013',
    rule: "a field's search exists",
    findIn: (definition) =>
      findingsIn(inputFieldsOf(definition), ({ field: { search } }) => {
        const [key = ''] = search?.split('.') ?? [];
        return search !== undefined && !definition.searches[key] && `there is no search ${key}`;
      }),
  },
  {
    id: 'D014',
    rule: 'a field with a search also has a dropdown',
    findIn: (definition) =>
      findingsIn(
        inputFieldsOf(definition),
        ({ field: { search, dynamic } }) => search !== undefined && !dynamic && 'has no dropdown',
      ),
  },
  {
    id: 'copy-field-order',
    rule: 'required fields come first',
    findIn: (definition) =>
      findingsIn(operationsOf(definition), ({ operation: { operation } }) => {
        const needed = operation.inputFields.map(({ required }) => required === true);
        const firstOptional = needed.indexOf(false);
        const late = operation.inputFields.find((_, place) => needed[place] && place > firstOptional);
        return firstOptional >= 0 && late !== undefined && `${late.key} comes after an optional field`;
      }),
  },
  {
    id: 'copy-lists',
    rule: 'a field for several values is a list, not comma-separated text',
    findIn: (definition) =>
      findingsIn(
        inputFieldsOf(definition),
        ({ field: { helpText = '', list } }) =>
          /\bcommas?\b|comma-/i.test(helpText) && !list && 'the help text mentions commas',
      ),
  },
  {
    id: 'copy-times',
    rule: 'a field for a time is a datetime field',
    findIn: (definition) =>
      findingsIn(
        inputFieldsOf(definition),
        ({ field: { key, type } }) =>
          /(_at|_date|_time|^from|^to|^since|^until)$/.test(key) &&
          type !== 'datetime' &&
          'is not a datetime field',
      ),
  },
];
