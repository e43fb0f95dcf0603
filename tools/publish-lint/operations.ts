import { type Check, findingsIn, operationsOf, type Placed, visibleOf } from './check.ts';
import { isRecord } from './values.ts';

const isHook = ({ kind, operation: { operation } }: Placed): boolean =>
  kind === 'triggers' && operation.type === 'hook';

const isPolling = ({ kind, operation: { operation } }: Placed): boolean =>
  kind === 'triggers' && operation.type !== 'hook';

/** Checks for the parts of an operation. */
export const operationChecks: Check[] = [
  {
    id: 'D006',
    rule: 'a hook trigger has a performList',
    findIn: (definition) =>
      findingsIn(
        visibleOf(definition).filter(isHook),
        ({ operation: { operation } }) => !operation.performList && 'has no performList',
      ),
  },
  {
    id: 'D009',
    rule: 'a search has an input field',
    findIn: (definition) =>
      findingsIn(
        operationsOf(definition).filter(({ kind }) => kind === 'searches'),
        ({ operation: { operation } }) => operation.inputFields.length === 0 && 'has no input field',
      ),
  },
  {
    id: 'D010',
    rule: 'the sample of a polling trigger has an id or all primary fields',
    findIn: (definition) =>
      findingsIn(
        visibleOf(definition).filter(isPolling),
        ({
          operation: {
            operation: { outputFields, sample },
          },
        }) => {
          const primary = outputFields.filter((field) => field.primary).map(({ key }) => key);
          const values = isRecord(sample) ? sample : {};
          const lacking = (primary.length > 0 ? primary : ['id']).filter(
            (key) => typeof values[key] !== 'string' && typeof values[key] !== 'number',
          );
          return lacking.length > 0 && `the sample has no ${lacking.join(' and no ')}`;
        },
      ),
  },
  {
    id: 'D012',
    rule: 'every visible operation has a sample',
    findIn: (definition) =>
      findingsIn(
        visibleOf(definition),
        ({ operation: { operation } }) => Object.keys(operation.sample ?? {}).length === 0 && 'has no sample',
      ),
  },
  {
    id: 'D016',
    rule: 'a hook trigger has a performSubscribe',
    findIn: (definition) =>
      findingsIn(
        operationsOf(definition).filter(isHook),
        ({ operation: { operation } }) => !operation.performSubscribe && 'has no performSubscribe',
      ),
  },
  {
    id: 'D017',
    rule: 'a hook trigger has a performUnsubscribe',
    findIn: (definition) =>
      findingsIn(
        operationsOf(definition).filter(isHook),
        ({ operation: { operation } }) => !operation.performUnsubscribe && 'has no performUnsubscribe',
      ),
  },
  {
    id: 'D022',
    rule: 'an action has an input field',
    findIn: (definition) =>
      findingsIn(
        operationsOf(definition).filter(({ kind }) => kind === 'creates'),
        ({ operation: { operation } }) => operation.inputFields.length === 0 && 'has no input field',
      ),
  },
];
