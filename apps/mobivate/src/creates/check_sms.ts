import { type CheckInput, checkSmsAction } from '@messaging/fields/sms-check';
import { type Bundle, type CreatePerform, defineCreate } from 'zapier-platform-core';
import { checkMessage } from '../sms-check.ts';
import { step } from '../step.ts';

export const perform = step((given, { inputData }: Bundle<CheckInput>) =>
  checkMessage(given, inputData),
) satisfies CreatePerform<CheckInput>;

export default defineCreate({
  ...checkSmsAction,
  operation: { perform, ...checkSmsAction.operation },
});
