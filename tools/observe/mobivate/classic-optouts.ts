import { type Chapter, judge, Unclear } from '../claim.ts';
import { course, type Look } from '../look.ts';
import type { Answer, Wish } from '../network.ts';
import {
  at,
  compareFields,
  type Fields,
  falls,
  filled,
  formOf,
  orderOf,
  rowsOf,
  shown,
  timeOf,
  typeOf,
} from '../values.ts';
import { queryTime } from './classic-log.ts';

const DAY = 86_400_000;
const FIRST = Date.parse('2000-01-01T00:00:00Z');

/** A request for the opt-outs since a time. */
export const optoutsSince = (from: number): Wish => ({
  path: '/addressbook/optout',
  query: { startDate: queryTime(from), endDate: queryTime(Date.now() + DAY), pageSize: 1000 },
});

const list = (look: Look): Promise<Answer> => look.ask('optouts', optoutsSince(FIRST));

const lines = async (look: Look): Promise<readonly Fields[]> =>
  filled(rowsOf((await list(look)).json), 'opt-out');

const isMilliseconds = (value: unknown): boolean =>
  typeof value === 'number' && value > FIRST && value < Date.now() + DAY;

export const PATHS = ['/addressbook/optout', '/optout'] as const;

const LINE = ['mobile', 'note', 'created'];

interface Deletion {
  readonly path: string;
  readonly answer: Answer;
  readonly hasDeleted: boolean;
}

/** Adds an unassigned number to the list twice, and removes it by each of the two paths. */
const changed = course(async (look) => {
  const { nobody: mobile } = look.scene;
  const since = Date.now() - DAY;
  const isListed = async (probe: string) =>
    rowsOf((await look.ask(probe, optoutsSince(since))).json).some((row) => row.mobile === mobile);
  if (await isListed('optout-before')) throw new Unclear('the number that belongs to nobody is on the list');
  look.leave('opt-out', mobile);
  const add = (probe: string) => look.ask(probe, { method: 'POST', path: PATHS[0], json: { mobile } });
  const added = await add('optout-add');
  const again = await add('optout-add-again');
  const found = rowsOf((await look.ask('optout-listed', optoutsSince(since))).json).find(
    (row) => row.mobile === mobile,
  );
  const deletions: Deletion[] = [];
  for (const [index, path] of PATHS.entries()) {
    const answer = await look.ask(`optout-delete-${index + 1}`, { method: 'DELETE', path, json: { mobile } });
    const hasDeleted = found !== undefined && !(await isListed(`optout-after-delete-${index + 1}`));
    deletions.push({ path, answer, hasDeleted });
    if (hasDeleted) await add(`optout-add-after-${index + 1}`);
  }
  const [works] = deletions.filter(({ hasDeleted }) => hasDeleted);
  const last =
    works && (await look.ask('optout-delete', { method: 'DELETE', path: works.path, json: { mobile } }));
  const unlisted =
    works &&
    (await look.ask('optout-delete-unlisted', { method: 'DELETE', path: works.path, json: { mobile } }));
  return { mobile, added, again, found, deletions, last, unlisted };
});

const known = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Unclear('no path took the number off the list');
  return value;
};

export const classicOptouts: Chapter = {
  title: 'Classic: opt-outs',
  platforms: ['classic'],
  claims: [
    {
      id: 'classic-optouts-fields',
      says: '`GET /addressbook/optout` responds with a bare array of `{id, mobile, note, created}`.',
      source: 'wiki, List opt-outs',
      sure: 'documented',
      uses: 'New Opt-Out, Find Opt-Out, and the look-up before a send.',
      by: 'reading',
      how: 'List all opt-outs.',
      check: async (look) => {
        const answer = await list(look);
        if (!Array.isArray(answer.json)) return judge(false, shown(answer));
        const { holds, seen } = compareFields(await lines(look), ['id', ...LINE]);
        return judge(holds, seen);
      },
    },
    {
      id: 'classic-optouts-created',
      says: '`created` of an opt-out is epoch milliseconds.',
      source: 'wiki, List opt-outs',
      sure: 'documented',
      uses: 'The time of opt-outs, and New Opt-Out, which asks for those since a time; the app reads texts and numbers, and takes a number for milliseconds.',
      by: 'reading',
      how: 'Look at the numbers of the list.',
      check: async (look) => {
        const rows = await lines(look);
        const digits = [
          ...new Set(
            rows.map(({ created }) =>
              typeof created === 'number' ? `a number of ${String(created).length} digits` : typeOf(created),
            ),
          ),
        ];
        return judge(
          rows.every(({ created }) => isMilliseconds(created)),
          digits.join(' and '),
        );
      },
    },
    {
      id: 'classic-optouts-ids',
      says: 'The id of an opt-out is a whole number, different for each.',
      source: 'wiki, List opt-outs',
      sure: 'documented',
      uses: 'New Opt-Out detects new ones by it.',
      by: 'reading',
      how: 'Look at the ids of the list.',
      check: async (look) => {
        const ids = (await lines(look)).map(({ id }) => id);
        const holds = ids.every((id) => Number.isInteger(id)) && new Set(ids).size === ids.length;
        return judge(
          holds,
          `${[...new Set(ids.map(typeOf))].join(' and ')}, ${new Set(ids).size} different of ${ids.length}`,
        );
      },
    },
    {
      id: 'classic-optouts-newest-first',
      says: 'The list of opt-outs begins with the newest.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Nothing: the app sorts what it got.',
      by: 'reading',
      how: 'Compare the times of the list.',
      check: async (look) => {
        const times = (await lines(look)).map(({ created }) => timeOf(created));
        if (falls(times) === null) throw new Unclear('all opt-outs have the same time, or there is one');
        return judge(falls(times) === true, orderOf(times));
      },
    },
    {
      id: 'classic-optouts-bad-date',
      says: 'An invalid date is rejected with 400 `{code, message}`.',
      source: 'wiki, List opt-outs',
      sure: 'documented',
      uses: 'Error sentences.',
      by: 'reading',
      how: 'List from `yesterday`.',
      check: async (look) => {
        const answer = await look.ask('optouts-bad-date', {
          path: PATHS[0],
          query: { startDate: 'yesterday', endDate: queryTime(Date.now()) },
        });
        return judge(answer.status === 400 && at(answer.json, 'code') === 400, shown(answer));
      },
    },
    {
      id: 'classic-optout-add',
      says: '`POST /addressbook/optout` returns 200 with `{mobile, note, created}`; the note is `API`, and there is no id.',
      source: 'wiki, Add an opt-out',
      sure: 'documented',
      uses: 'Add Opt-Out. The note and the time show whether the number was on the list before.',
      by: 'change',
      how: 'Put an unassigned number on the list.',
      check: async (look) => {
        const { added, mobile } = await changed(look);
        const fields = compareFields(rowsOf([added.json]), LINE);
        const holds =
          added.status === 200 &&
          fields.holds &&
          at(added.json, 'mobile') === mobile &&
          at(added.json, 'note') === 'API' &&
          isMilliseconds(at(added.json, 'created'));
        const created = at(added.json, 'created');
        const time = isMilliseconds(created) ? 'milliseconds' : formOf(created);
        const note = at(added.json, 'note') === 'API' ? 'API' : 'another one';
        return judge(holds, `${shown(added)}, created in ${time}, the note ${note}`);
      },
    },
    {
      id: 'classic-optout-add-again',
      says: 'Adding a number that is on the list answers 200 with the time of the first time.',
      source: 'no source mentions it',
      sure: 'inferred',
      uses: 'Add Opt-Out: `already_opted_out` is read off that time.',
      by: 'change',
      how: 'Put the same number on the list twice.',
      check: async (look) => {
        const { added, again } = await changed(look);
        const isSame = at(added.json, 'created') === at(again.json, 'created');
        return judge(
          again.status === 200 && isSame,
          `${shown(again)}, ${isSame ? 'the same' : 'another'} time`,
        );
      },
    },
    {
      id: 'classic-optout-listed',
      says: 'A number that was added is on the list at once.',
      source: 'no source mentions it',
      sure: 'inferred',
      uses: 'The look-up before a send finds who opted out a moment ago.',
      by: 'change',
      how: 'Read the list after adding.',
      check: async (look) => {
        const { found } = await changed(look);
        return judge(found !== undefined, found ? 'it is on the list' : 'it is not on the list');
      },
    },
    {
      id: 'classic-optout-delete-path',
      says: '`DELETE /addressbook/optout` takes a number off the list.',
      source: 'wiki, Delete an opt-out: the heading says so, every example says `/optout`',
      sure: 'contradictory',
      uses: 'Remove Opt-Out tries this path first, and `/optout` after a 404 or 405: one request more, unless this path answers something else.',
      by: 'change',
      how: 'Take a number off by this path, and read the list.',
      check: async (look) => {
        const { deletions, found } = await changed(look);
        if (!found) throw new Unclear('the number did not come onto the list');
        const [first, second] = deletions;
        const seen = [first, second].map(
          (each) =>
            each &&
            `DELETE ${each.path} ${each.hasDeleted ? 'works' : 'does not work'}: ${shown(each.answer)}`,
        );
        return judge(first?.hasDeleted === true, seen.join('; '));
      },
    },
    {
      id: 'classic-optout-delete-other-path',
      says: 'The path that does not delete answers 404 or 405.',
      source: 'no source mentions it',
      sure: 'inferred',
      uses: 'Remove Opt-Out tries its second path only after a 404 or 405 of the first.',
      by: 'change',
      how: 'Try both paths while the number is on the list.',
      check: async (look) => {
        const { deletions } = await changed(look);
        const idle = deletions.filter(({ hasDeleted }) => !hasDeleted);
        if (idle.length === 0) return judge(false, 'both paths delete');
        if (idle.length === 2) throw new Unclear('no path took the number off the list');
        return judge(
          idle.every(({ answer }) => answer.status === 404 || answer.status === 405),
          idle.map(({ path, answer }) => `DELETE ${path}: ${shown(answer)}`).join('; '),
        );
      },
    },
    {
      id: 'classic-optout-delete-answer',
      says: 'Taking a number off the list answers 200 with an object.',
      source: 'wiki, Delete an opt-out: in the form of adding',
      sure: 'documented',
      uses: 'Remove Opt-Out wants an object, and takes nothing else from it.',
      by: 'change',
      how: 'Take a number off the list.',
      check: async (look) => {
        const answer = known((await changed(look)).last);
        return judge(answer.status === 200 && rowsOf([answer.json]).length === 1, shown(answer));
      },
    },
    {
      id: 'classic-optout-delete-unlisted',
      says: 'Taking off a number that is not on the list answers 404.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: "Remove Opt-Out says `removed` false after a 404. After a 200 it says true, and after a 400 it fails with Mobivate's message.",
      by: 'change',
      how: 'Take the same number off twice.',
      check: async (look) => {
        const answer = known((await changed(look)).unlisted);
        return judge(answer.status === 404, shown(answer));
      },
    },
    {
      id: 'classic-optout-invalid',
      says: 'What is no number is rejected with 400 `Invalid mobile number`.',
      source: 'wiki, Add an opt-out',
      sure: 'documented',
      uses: 'Error sentences: the app refuses such numbers itself.',
      by: 'change',
      how: 'Add a word in place of a number.',
      check: async (look) => {
        look.leave('opt-out', look.scene.mark);
        const answer = await look.ask('optout-add-invalid', {
          method: 'POST',
          path: PATHS[0],
          json: { mobile: look.scene.mark },
        });
        return judge(
          answer.status === 400 && at(answer.json, 'message') === 'Invalid mobile number',
          shown(answer),
        );
      },
    },
  ],
};
