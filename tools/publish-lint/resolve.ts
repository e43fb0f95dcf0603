import type { Zapier } from '../../sandbox/zapier/index.ts';
import { isRecord, type Values } from './values.ts';

const KINDS = ['triggers', 'creates', 'searches'];
const FIELDS = ['inputFields', 'outputFields'];

const recordIn = (value: unknown, key: string): Values => {
  const inner = isRecord(value) ? value[key] : undefined;
  return isRecord(inner) ? inner : {};
};

/** The definition for a connection, with functions replaced by the fields they return. Makes no request to the gateway. */
export const resolveFields = async (zapier: Zapier, authData: Values): Promise<Values> => {
  const definition = structuredClone(await zapier.ask('definition'));
  if (!isRecord(definition)) throw new Error('the app returned no definition');
  for (const kind of KINDS) {
    for (const [key, placed] of Object.entries(recordIn(definition, kind))) {
      const operation = recordIn(placed, 'operation');
      for (const name of FIELDS) {
        const fields = operation[name];
        if (!Array.isArray(fields) || !fields.some((field) => typeof field === 'string')) continue;
        operation[name] = await zapier.run(`${kind}.${key}.operation.${name}`, { authData });
      }
    }
  }
  return definition;
};
