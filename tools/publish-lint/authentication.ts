import { type Check, findingsIn } from './check.ts';

const LINK = /\[[^\]]+\]\(https:\/\/[^)\s]+\)/;
const APP_NAME = /mobivate|messagemedia/i;

/** Checks for the connection. */
export const authenticationChecks: Check[] = [
  {
    id: 'D002',
    rule: 'the help text of a secret links to where to find it',
    findIn: ({ authentication }) =>
      findingsIn(
        authentication.fields.map((field) => ({ where: `authentication.${field.key}`, field })),
        ({ field: { type, helpText = '' } }) =>
          type === 'password' && !LINK.test(helpText) && 'the help text has no link',
      ),
  },
  {
    id: 'D003',
    rule: 'the connection has a label without the app name or secrets',
    findIn: ({ authentication: { connectionLabel, fields } }) => {
      const where = 'authentication.connectionLabel';
      if (!connectionLabel) return [{ where, problem: 'is missing' }];
      const secrets = fields.filter(({ isNoSecret }) => !isNoSecret).map(({ key }) => `{{${key}}}`);
      const shown = secrets.filter((secret) => connectionLabel.includes(secret));
      return [
        ...shown.map((secret) => ({ where, problem: `shows ${secret}` })),
        ...(APP_NAME.test(connectionLabel) ? [{ where, problem: 'contains the app name' }] : []),
      ];
    },
  },
];
