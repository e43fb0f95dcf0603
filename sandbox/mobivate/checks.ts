import * as v from 'valibot';

/** A sender: up to 15 digits, or up to 11 letters, digits and spaces. */
export const originator = v.pipe(
  v.string('may not be null'),
  v.regex(/^(\d{1,15}|[A-Za-z0-9 ]{1,11})$/, 'Invalid originator'),
);

/** A sender on Vortex, which documents no rule: names of up to 15 characters with `-` and `&` exist. */
export const vortexOriginator = v.pipe(
  v.string('may not be null'),
  v.regex(/^[^\r\n]{1,15}$/, 'Invalid originator'),
);

/** An MSISDN: digits only, with the country prefix. */
export const msisdn = v.pipe(v.string('may not be null'), v.regex(/^\d{8,15}$/, 'Invalid recipient'));

export const optionalText = v.nullish(v.string('must be a string'));

export const optionalFlag = v.nullish(v.boolean('must be a boolean'));
