import { type CheckInput, findSmsProblemsSearch } from '@messaging/fields/sms-check';
import { type Bundle, defineSearch, type SearchPerform } from 'zapier-platform-core';
import { checkMessage } from '../sms-check.ts';
import { step } from '../step.ts';

export const perform = step(async (given, { inputData }: Bundle<CheckInput>) => [
  await checkMessage(given, inputData),
]) satisfies SearchPerform<CheckInput>;

export default defineSearch({
  ...findSmsProblemsSearch,
  operation: { perform, ...findSmsProblemsSearch.operation },
});
