import { InvalidInputError } from '@messaging/errors/invalid-input';
import fc from 'fast-check';
import { type CountryCode, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import examples from 'libphonenumber-js/mobile/examples';
import metadata from 'libphonenumber-js/mobile/metadata';
import { loadPhoneNumbers, phoneSentence, toMsisdn } from '../src/phone.ts';

const phones = await loadPhoneNumbers();
const msisdn = (value: string, country: string | null = null) => phones.read(value, country).msisdn;
const problem = (value: string, country: string | null = null) => phones.read(value, country).problem;

const mobiles = Object.entries(examples).map(([country, national]) => ({ country, national }));
const countryCodes = new Map<string, CountryCode>(
  metadata.country_calling_codes
    ? Object.values(metadata.country_calling_codes).flatMap((codes) =>
        codes.map((code) => [code, code] as const),
      )
    : [],
);
const fullNumber = (country: string, national: string): string => {
  const code = countryCodes.get(country);
  return code === undefined ? '' : `${getCountryCallingCode(code, metadata)}${national}`;
};

describe('valid numbers', () => {
  test.each([
    ['+44 7700 900123'],
    ['0044 7700 900123'],
    ['+0044 7700 900123'],
    ['00447700900123'],
    ['447700900123'],
    ['+44 (0)7700 900123'],
    ['44 (0)7700 900123'],
    ['0044 (0) 7700-900.123'],
    ['(+44) 7700/900123'],
    ['[44] 7700–900−123'],
    ['tel:+44-7700-900123'],
    ['TEL://+447700900123'],
    ["'447700900123"],
    ['447700900123.0'],
    ['447700900123.00'],
    ['4477009.00123'],
    ['\uff0b\uff14\uff14\uff17\uff17\uff10\uff10\uff19\uff10\uff10\uff11\uff12\uff13'],
    ['\u202a+44\u00a07700\u2009900123\u202c'],
    ['\u0664\u0664\u0667\u0667\u0660\u0660\u0669\u0660\u0660\u0661\u0662\u0663'],
    ['\u06f4\u06f47700900123'],
    ['  +447700900123\n'],
  ])('reads %j without a default country', (value) => {
    expect(phones.read(value, null)).toEqual({ msisdn: '447700900123', country: 'GB', problem: null });
  });

  test.each([
    ['(0)7700 900123', 'GB'],
    ['07700 900123', 'gb'],
    ['7700900123', 'GB'],
    ['447700900123', 'US'],
    ['447700900123', 'DE'],
    ['447700900123', 'BR'],
    ['0044 7700 900123', 'AU'],
    ['0011 44 7700 900123', 'AU'],
    ['011 44 7700 900123', 'US'],
  ])('reads %s with default country %s', (value, country) => {
    expect(msisdn(value, country)).toBe('447700900123');
  });

  test.each([
    ['2025550123', 'US', '12025550123'],
    ['12025550123', 'US', '12025550123'],
    ['4915112345678', 'DE', '4915112345678'],
    ['15112345678', 'DE', '4915112345678'],
    ['13802345678', 'CN', '8613802345678'],
    ['51961234567', 'BR', '5551961234567'],
    ['84951234567', 'RU', '74951234567'],
    ['020 7946 0018', 'GB', '442079460018'],
    ['442079460018', 'DE', '442079460018'],
    ['06 1234 5678', 'IT', '390612345678'],
    ['7000000000', 'GB', '447000000000'],
    ['900479165762', 'BR', null],
    ['0000000', 'GB', null],
  ])('reads %s in %s as %s', (value, country, expected) => {
    expect(msisdn(value, country)).toBe(expected);
  });

  test('accepts an unassigned number that has a country code', () => {
    expect(msisdn('+1 555 000 0000')).toBe('15550000000');
    expect(msisdn('00 31 4 00000000')).toBe('31400000000');
    expect(msisdn('001 155 500 0000')).toBe('11555000000');
    expect(msisdn('07000 000000', 'GB')).toBe('447000000000');
  });

  test('returns the country of the number, even if countries share a calling code', () => {
    expect(phones.read('+16045550123', 'US').country).toBe('CA');
    expect(phones.read('+442079460018', 'US').country).toBe('GB');
    expect(phones.read('+870773111632', 'US')).toEqual({
      msisdn: '870773111632',
      country: null,
      problem: null,
    });
  });

  test('reads a mobile number of every country in each common format', () => {
    for (const { country, national } of mobiles) {
      const full = fullNumber(country, national);
      expect(msisdn(`+${full}`)).toBe(full);
      expect(msisdn(`00${full}`)).toBe(full);
      expect(msisdn(full)).toBe(full);
      expect(msisdn(full, country)).toBe(full);
      const formatted = parsePhoneNumberFromString(`+${full}`, metadata);
      expect(msisdn(formatted?.formatInternational() ?? '')).toBe(full);
      expect(msisdn(formatted?.formatNational() ?? '', country)).toBe(full);
    }
  });
});

describe('invalid numbers', () => {
  const noCountry =
    'has no country code. Add one, such as +447700900123, or set Default Country in your connection';
  const cure = 'Check the digits, and include the country code, such as +447700900123';

  test.each([
    ['07700 900123', null, noCountry],
    ['7700900123', null, noCountry],
    ['2025550123', null, noCountry],
    ['870773111632', null, noCountry],
    ['80012345678', null, noCountry],
    ['07700 900123', 'XX', noCountry],
    ['0', null, `has too few digits for a phone number. ${cure}`],
    ['0', 'GB', `has too few digits for a phone number. ${cure}`],
    ['12345', 'GB', `has too few digits for a phone number. ${cure}`],
    ['+44 77009', 'GB', `has too few digits for a phone number. ${cure}`],
    ['+44 7700 900123 4', null, `has too many digits for a phone number. ${cure}`],
    ['07700 900123 4', 'GB', `has too many digits for a phone number. ${cure}`],
    ['1234567890123456789', null, `has too many digits for a phone number. ${cure}`],
    ['+49 15112345678901', null, `has too many digits for a phone number. ${cure}`],
    ['+44 77009001', null, `has the wrong number of digits for a phone number. ${cure}`],
    ['+999 7700 900123', null, `has an unknown country code. ${cure}`],
    ['00999 7700 900123', 'GB', `has an unknown country code. ${cure}`],
    ['', null, 'is blank. Enter a phone number with country code, such as +447700900123'],
    ['\u200b ', null, 'is blank. Enter a phone number with country code, such as +447700900123'],
    ['abc', null, 'contains "abc", so it is not a phone number. Use digits only, such as +447700900123'],
    [
      '1-800-FLOWERS',
      'US',
      'contains "FLOWERS", so it is not a phone number. Use digits only, such as +447700900123',
    ],
    [
      '44+7700900123',
      null,
      'contains "+", so it is not a phone number. Use digits only, such as +447700900123',
    ],
  ])('rejects %j with default country %s', (value, country, expected) => {
    expect(phones.read(value, country)).toEqual({ msisdn: null, country: null, problem: expected });
  });

  test.each([['4.477E+11'], ['4,477e11'], ['4E11'], ['447E+9'], ['+4.4770090012E+11']])(
    'rejects %s in scientific notation',
    (value) => {
      expect(problem(value, 'GB')).toMatch(/^was shortened by a spreadsheet and has lost its last digits\. /);
    },
  );

  test.each([
    ['+447700900123, +447700900456'],
    ['447700900123;447700900456'],
    ['+447700900123 +447700900456'],
    ['07700900123 / 07700900456'],
    ['07700900123 or 07700900456'],
    ['447700900123\n447700900456'],
    ['7700900/7700901'],
  ])('rejects several numbers in one field: %j', (value) => {
    expect(problem(value, 'GB')).toMatch(/^contains several numbers\. /);
  });

  test.each([
    ['07700 900123 ext 4'],
    ['+447700900123x12'],
    ['tel:+447700900123;ext=5'],
    ['+447700900123; ext 5'],
    ['+447700900123 #7'],
  ])('rejects a number with an extension: %s', (value) => {
    expect(problem(value, 'GB')).toMatch(/^has an extension, /);
  });
});

test.each([
  ["447700'900123", `contains "'", so it is not a phone number`],
  ['44tel:7700900123', 'contains "tel:", so it is not a phone number'],
  ['call 4.477E+11', 'contains "call", so it is not a phone number'],
  ['4.477E+11 or so', 'contains "E+", so it is not a phone number'],
  ['447700900123 x12 y', 'contains "x", so it is not a phone number'],
  ['7700900', 'has no country code'],
  // A Norwegian landline with country code, too short to count as one without a plus.
  ['4722123456', 'has no country code'],
  ['+600000000000', 'has the wrong number of digits for a phone number'],
  ['00600000000000', 'has the wrong number of digits for a phone number'],
  ['0060000000000..0', 'has the wrong number of digits for a phone number'],
  ['+999999999999999', 'has an unknown country code'],
])('names the right problem of %s', (value, opening) => {
  expect(problem(value)?.startsWith(opening) ? opening : problem(value)).toBe(opening);
});

test('reads a landline of eleven digits as a number with country code', () => {
  expect(phones.read('61255501234', null)).toEqual({ msisdn: '61255501234', country: 'AU', problem: null });
});

test.each([
  ['+491512345678901', '491512345678901'],
  ['+44.7700900.000', '447700900000'],
])('keeps every digit of %s', (value, digits) => {
  expect(msisdn(value)).toBe(digits);
});

describe('toMsisdn', () => {
  test('returns the MSISDN of a valid number', async () => {
    await expect(toMsisdn('Recipient', '(0)7700 900123', 'GB')).resolves.toBe('447700900123');
  });

  test('throws an error that names the field and the value', async () => {
    const refused = toMsisdn('Recipient', '07700 900123', null);
    await expect(refused).rejects.toBeInstanceOf(InvalidInputError);
    await expect(refused).rejects.toThrow(
      'Recipient "07700 900123" has no country code. Add one, such as +447700900123, or set Default Country in your connection.',
    );
  });

  test('phoneSentence words the error of a row the same way', () => {
    expect(phoneSentence('Recipient', '0', problem('0') ?? '')).toMatch(
      /^Recipient "0" has too few digits .*\.$/,
    );
  });

  test('loads the numbering plans once', () => {
    expect(loadPhoneNumbers()).toBe(loadPhoneNumbers());
  });
});

describe('properties', () => {
  const country = fc.constantFrom(null, 'GB', 'US', 'DE', 'IT', 'AU', 'RU', 'XX');
  const written = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ unit: fc.constantFrom(...'0123456789 +-().'), maxLength: 20 }),
    fc.constantFrom(...mobiles).map((mobile) => `+${fullNumber(mobile.country, mobile.national)}`),
  );

  test('any input gives either an MSISDN or a problem', () => {
    fc.assert(
      fc.property(written, country, (value, home) => {
        const number = phones.read(value, home);
        if (number.problem === null) expect(number.msisdn).toMatch(/^[1-9]\d{5,14}$/);
        else expect(number).toEqual({ msisdn: null, country: null, problem: expect.stringMatching(/\w/) });
      }),
      { numRuns: 500 },
    );
  });

  test('normalizing twice equals normalizing once', () => {
    fc.assert(
      fc.property(written, country, (value, home) => {
        const once = phones.read(value, home);
        if (once.msisdn !== null) expect(phones.read(`+${once.msisdn}`, home)).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });

  test('spaces anywhere in a mobile number do not change its MSISDN', () => {
    const spaced = (digits: string, gaps: number[]) =>
      [...digits].map((digit, index) => (gaps.includes(index) ? ` ${digit}` : digit)).join('');
    fc.assert(
      fc.property(fc.constantFrom(...mobiles), fc.array(fc.nat(12)), (mobile, gaps) => {
        const full = fullNumber(mobile.country, mobile.national);
        expect(msisdn(spaced(full, gaps))).toBe(full);
        expect(msisdn(`+${spaced(full, gaps)}`)).toBe(full);
      }),
      { numRuns: 300 },
    );
  });
});
