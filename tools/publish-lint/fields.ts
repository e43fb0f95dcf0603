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
  return missing.length > 0 && `${trigger} gives no ${missing.join(' and no ')}`;
};

/** Checks of the fields that people fill in. */
export const fieldChecks: Check[] = [
  {
    id: 'D001',
    rule: 'no operation asks for a credential',
    findIn: (definition) =>
      findingsIn(
        inputFieldsOf(definition),
        ({ field: { key, label = '' } }) => CREDENTIAL.test(`${key} ${label}`) && 'it asks for a credential',
      ),
  },
  {
    id: 'D004',
    rule: 'an id is chosen, not typed',
    findIn: (definition) =>
      findingsIn(inputFieldsOf(definition), ({ field }) => {
        const isId = /(^|_)id$/.test(field.key) || /\bID\b/.test(field.label ?? '');
        return isId && !field.dynamic && !field.choices && 'it has no dropdown';
      }),
  },
  {
    id: 'D005',
    rule: 'a dropdown is filled by a trigger that exists and gives both of its keys',
    findIn: (definition) =>
      findingsIn(
        inputFieldsOf(definition),
        ({ field: { dynamic } }) => dynamic !== undefined && brokenDropdown(definition, dynamic),
      ),
  },
  {
    id: 'D011',
    rule: 'a help text says more than the label',
    findIn: (definition) =>
      findingsIn(inputFieldsOf(definition), ({ field: { label = '', helpText } }) => {
        const said = new Set([...wordsOf(label), 'a', 'an', 'the', 'of', 'your', 'enter']);
        return (
          helpText !== undefined &&
          wordsOf(helpText).every((word) => said.has(word)) &&
          'it repeats the label'
        );
      }),
  },
  {
    id: 'D013',
    rule: 'a search beside a field exists',
    findIn: (definition) =>
      findingsIn(inputFieldsOf(definition), ({ field: { search } }) => {
        const [key = ''] = search?.split('.') ?? [];
        return search !== undefined && !definition.searches[key] && `there is no search ${key}`;
      }),
  },
  {
    id: 'D014',
    rule: 'a field with a search has a dropdown too',
    findIn: (definition) =>
      findingsIn(
        inputFieldsOf(definition),
        ({ field: { search, dynamic } }) => search !== undefined && !dynamic && 'it has no dropdown',
      ),
  },
  {
    id: 'copy-field-order',
    rule: 'required fields come before the others',
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
    rule: 'several values are a list, never one text with commas',
    findIn: (definition) =>
      findingsIn(
        inputFieldsOf(definition),
        ({ field: { helpText = '', list } }) =>
          /\bcommas?\b|comma-/i.test(helpText) && !list && 'the help text speaks of commas',
      ),
  },
  {
    id: 'copy-times',
    rule: 'a time is a datetime field, so that people can write it as they like',
    findIn: (definition) =>
      findingsIn(
        inputFieldsOf(definition),
        ({ field: { key, type } }) =>
          /(_at|_date|_time|^from|^to|^since|^until)$/.test(key) &&
          type !== 'datetime' &&
          'it is no datetime',
      ),
  },
];
