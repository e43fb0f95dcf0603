import { InvalidInputError } from '@messaging/errors/invalid-input';
import { readClock } from '@messaging/sms/clock';
import { readKeyword } from '@messaging/sms/keywords';
import { limitParts } from '@messaging/sms/limit';
import { toOriginator } from '@messaging/sms/originator';
import { measureText, splitText } from '@messaging/sms/parts';
import { loadPhoneNumbers } from '@messaging/sms/phone';
import { plainPunctuation } from '@messaging/sms/punctuation';
import { readSchedule } from '@messaging/sms/schedule';
import { nextOpening, readWindow } from '@messaging/sms/window';
import fc from 'fast-check';
import { type Property, property } from './property.ts';
import { anyText, hugeText } from './words.ts';

const SENTENCE = /^[A-Z][^\n\r]{1,400}\.$/;

/** The result of `read`, or `undefined` if it throws an InvalidInputError whose message is one sentence. */
const orInvalid = <R>(read: () => R): R | undefined => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    if (!SENTENCE.test(error.message)) throw new Error(`not a sentence: ${error.message}`);
    return undefined;
  }
};

const phoneNumbers = await loadPhoneNumbers();

const country = fc.option(
  fc.oneof(fc.constantFrom('GB', 'DE', 'US', 'AU', 'IT', 'SM', 'gb', 'XX'), fc.string({ maxLength: 3 })),
  {
    nil: null,
  },
);

const digits = fc.stringMatching(/^\d{1,18}$/);
const separators = fc.constantFrom('', ' ', '-', '.', ' / ', '\u00a0', '\u2011');

const writtenNumber = fc.oneof(
  anyText,
  fc
    .record({
      lead: fc.constantFrom('', '+', '00', '0', '(0)', 'tel:', "'"),
      groups: fc.array(fc.tuple(digits, separators), { minLength: 1, maxLength: 4 }),
      tail: fc.constantFrom('', '.0', ' x12', 'E+11'),
    })
    .map(({ lead, groups, tail }) => lead + groups.flat().join('') + tail),
);

const text = fc.oneof(
  anyText,
  fc.string({ unit: fc.constantFrom(...'a€^{\u201c\u2026 \n\ud83c\udf82é\ud83d', '🎂'), maxLength: 400 }),
);

const timezone = fc.constantFrom(
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/St_Johns',
  'UTC',
);
const timeOfDay = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map(([hours, minutes]) => `${hours}:${String(minutes).padStart(2, '0')}`);
const instant = fc.date({ min: new Date('2010-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes after midnight in a time zone, computed independently of the app. */
const clockOf = (zone: string, time: Date): number => {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(zone, format);
  const [hours, minutes] = format.format(time).split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
};

const isWithin = (start: number, end: number, clock: number): boolean =>
  start < end ? clock >= start && clock < end : clock >= start || clock < end;

const TWO_DAYS = 2 * 86_400_000;

const opensFirst = ([from, start, end, zone, share]: [Date, string, string, string, number]): boolean => {
  const window = orInvalid(() => readWindow({ start, end, timezone: zone }));
  if (window === undefined) return start === end;
  const opening = nextOpening(window, from).getTime();
  const isOpen = (time: number) => isWithin(window.start, window.end, clockOf(zone, new Date(time)));
  const between = from.getTime() + Math.floor((opening - from.getTime()) * share);
  const isFirst = opening === from.getTime() || between >= opening || !isOpen(between);
  return opening >= from.getTime() && opening - from.getTime() <= TWO_DAYS && isOpen(opening) && isFirst;
};

const SIZES = { 'GSM-7': [160, 153], 'UCS-2': [70, 67] } as const;

const isMeasured = (given: string): boolean => {
  const { encoding, parts, characters, unicodeCharacters } = measureText(given);
  const pieces = splitText(given);
  const [single, joined] = SIZES[encoding];
  const isSized = pieces.every((piece) => {
    // A piece on its own may fit GSM-7.
    const units = encoding === 'UCS-2' ? piece.length : measureText(piece).characters;
    return units <= (pieces.length === 1 ? single : joined);
  });
  return (
    pieces.join('') === given &&
    pieces.length === parts &&
    isSized &&
    unicodeCharacters.length > 0 === (encoding === 'UCS-2') &&
    (encoding === 'GSM-7' || characters === given.length)
  );
};

const isNumber = ([written, home]: [string, string | null]): boolean => {
  const { msisdn, problem } = phoneNumbers.read(written, home);
  if (msisdn === null) return SENTENCE.test(`Recipient "x" ${problem}.`);
  return /^[1-9]\d{5,14}$/.test(msisdn) && phoneNumbers.read(`+${msisdn}`, home).msisdn === msisdn;
};

const isRead = (value: string): boolean => {
  const time = orInvalid(() => readClock('Window Start', value));
  return time === undefined || (Number.isInteger(time) && time >= 0 && time <= 1440);
};

const NOW = new Date('2026-01-01T12:00:00Z');
const YEAR = 366 * 86_400_000;

const isAhead = (value: string): boolean => {
  const time = orInvalid(() => readSchedule('Schedule At', value, NOW))?.getTime();
  return time === undefined || (time >= NOW.getTime() && time <= NOW.getTime() + YEAR);
};

const isoText = fc.oneof(
  anyText,
  fc
    .tuple(instant, fc.constantFrom('Z', '+0100', '+01', '-08:00', ''))
    .map(([date, offset]) => date.toISOString().replace('Z', offset)),
);

/** The longest time a huge text may take. The platform ends a step after 30 s. */
const LONGEST_MILLISECONDS = 2_000;

const READERS: readonly ((text: string) => unknown)[] = [
  measureText,
  plainPunctuation,
  readKeyword,
  (text) => phoneNumbers.read(text, 'GB'),
  (text) => toOriginator('Originator', text),
  (text) => readClock('Window Start', text),
  (text) => readSchedule('Schedule At', text, NOW),
  (text) => readWindow({ start: text, end: '9:00', timezone: 'UTC' }),
];

const isQuick = (huge: string): boolean =>
  READERS.every((read) => {
    const began = performance.now();
    orInvalid(() => read(huge));
    return performance.now() - began < LONGEST_MILLISECONDS;
  });

export const hugeProperty: Property = property(
  'a huge text is read quickly',
  fc.tuple(hugeText, fc.constantFrom('', '7', 'a', '\u00a0')).map(([huge, end]) => `${huge}${end}`),
  isQuick,
);

/** Properties of phone numbers, texts, senders, and times that users may map into a field. */
export const textProperties: readonly Property[] = [
  property(
    'a number becomes a stable MSISDN or a one-sentence error',
    fc.tuple(writtenNumber, country),
    isNumber,
  ),
  property(
    'a sender becomes a valid originator or a one-sentence error',
    fc.oneof(anyText, writtenNumber),
    (value) => {
      const name = orInvalid(() => toOriginator('Originator', value));
      return name === undefined || /^(?:[A-Za-z0-9 ]{1,11}|\d{3,15})$/.test(name);
    },
  ),
  property('a text splits into parts within the limit', text, isMeasured),
  property('plain punctuation is idempotent', text, (value) => {
    const plain = plainPunctuation(value);
    return plainPunctuation(plain) === plain;
  }),
  property(
    'Max Parts rejects longer texts only',
    fc.tuple(text, fc.integer({ min: 1, max: 5 })),
    ([value, limit]) => {
      const isLet = orInvalid(() => {
        limitParts('Message Body', value, limit);
        return true;
      });
      return (isLet === true) === measureText(value).parts <= limit;
    },
  ),
  property('a keyword is one word in upper case', text, (value) => {
    const { keyword, isStop, isStart } = readKeyword(value);
    return !(isStop && isStart) && (keyword === null || (keyword !== '' && !/\s/u.test(keyword)));
  }),
  property('a time of day is read, or gives a one-sentence error', fc.oneof(anyText, timeOfDay), isRead),
  property('a schedule is at most a year ahead, or gives a one-sentence error', isoText, isAhead),
  property(
    'a sending window opens at its first minute',
    fc.tuple(instant, timeOfDay, timeOfDay, timezone, fc.double({ min: 0, max: 0.999, noNaN: true })),
    opensFirst,
  ),
  property(
    'a sending window is read, or gives a one-sentence error',
    fc.tuple(anyText, anyText, fc.oneof(anyText, timezone)),
    ([start, end, zone]) => {
      const window = orInvalid(() => readWindow({ start, end, timezone: zone }));
      return window === undefined || window.start < 1440;
    },
  ),
];
