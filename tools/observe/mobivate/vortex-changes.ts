import { type Chapter, judge, NotTried, Unclear } from '../claim.ts';
import { course, type Look } from '../look.ts';
import type { Answer } from '../network.ts';
import { at, compareFields, type Fields, isFields, rowsOf, shown } from '../values.ts';
import { describeId } from './classic-log.ts';
import { listIn } from './vortex-lists.ts';

/** Returns the response, unless the key lacks permission. */
const permitted = (answer: Answer): Answer => {
  if (answer.status === 403)
    throw new NotTried(`the key may not: ${at(answer.json, 'error') ?? shown(answer)}`);
  return answer;
};

const WHOLE = { offset: 0, limit: 5000 };

const rowOf = async (
  look: Look,
  probe: string,
  path: string,
  isIt: (row: Fields) => boolean,
): Promise<Fields | undefined> =>
  listIn(await look.ask(probe, { path, query: WHOLE, timeoutMs: 60_000 })).find(isIt);

const optout = course(async (look) => {
  const { nobody: msisdn } = look.scene;
  const isIt = (row: Fields) => row.msisdn === msisdn;
  const path = '/addressbook/optouts';
  if (await rowOf(look, 'optout-before', path, isIt))
    throw new Unclear('the number that belongs to nobody is on the list');
  look.leave('opt-out', msisdn);
  const add = async (probe: string) =>
    permitted(await look.ask(probe, { method: 'POST', path, json: { msisdn } }));
  const added = await add('optout-add');
  const again = await add('optout-add-again');
  const found = await rowOf(look, 'optout-listed', path, isIt);
  const remove = async (probe: string) =>
    permitted(await look.ask(probe, { method: 'DELETE', path: `${path}/${msisdn}` }));
  const removed = await remove('optout-delete');
  const after = await rowOf(look, 'optout-after-delete', path, isIt);
  const unlisted = await remove('optout-delete-unlisted');
  return { added, again, found, removed, after, unlisted };
});

const contacts = course(async (look) => {
  const { nobody: msisdn, mark } = look.scene;
  const path = '/addressbook/contacts';
  const create = async (probe: string, alias: string) => {
    look.leave('contact', alias);
    return permitted(
      await look.ask(probe, { method: 'POST', path, json: { alias, msisdn, meta: { city: 'Nowhere' } } }),
    );
  };
  const rows = async (probe: string) =>
    listIn(await look.ask(probe, { path, query: WHOLE, timeoutMs: 60_000 })).filter(({ alias }) =>
      String(alias).startsWith(mark),
    );
  const created = await create('contact-create', `${mark}-1`);
  const id = at(created.json, 'record.id');
  const listed = await rows('contact-listed');
  const remove = async (probe: string, by: unknown) =>
    permitted(await look.ask(probe, { method: 'DELETE', path: `${path}/${by}` }));
  const byId = await remove('contact-delete-id', id);
  const afterId = await rows('contact-after-delete-id');
  const second = await create('contact-create-second', `${mark}-2`);
  const byNumber = await remove('contact-delete-msisdn', msisdn);
  const afterNumber = await rows('contact-after-delete-msisdn');
  const unknown = await remove('contact-delete-unknown', '00000000-0000-4000-8000-000000000000');
  return { created, second, id, listed, byId, afterId, byNumber, afterNumber, unknown, mark };
});

const has = (rows: readonly Fields[], alias: string): boolean => rows.some((row) => row.alias === alias);

export const vortexChanges: Chapter = {
  title: 'Vortex: changing opt-outs and contacts',
  platforms: ['vortex'],
  claims: [
    {
      id: 'vortex-optout-add',
      says: '`POST /addressbook/optouts` returns 200 with `success` true and the `record`.',
      source: 'the code is documented, the body is not',
      sure: 'inferred',
      uses: 'Add Opt-Out: without a record, note and time come out as null, and `already_opted_out` as false.',
      by: 'change',
      how: 'Put an unassigned number on the list.',
      check: async (look) => {
        const { added } = await optout(look);
        return judge(
          added.status === 200 && at(added.json, 'success') === true && isFields(at(added.json, 'record')),
          shown(added),
        );
      },
    },
    {
      id: 'vortex-optout-add-again',
      says: 'Adding a number that is on the list answers 200.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Add Opt-Out fails on a number that has opted out, if this is refused.',
      by: 'change',
      how: 'Put the same number on the list twice.',
      check: async (look) => {
        const { again } = await optout(look);
        return judge(again.status === 200, shown(again));
      },
    },
    {
      id: 'vortex-optout-listed',
      says: 'A number that was added is on the list at once.',
      source: 'no source mentions it',
      sure: 'inferred',
      uses: 'The look-up before a send finds who opted out a moment ago.',
      by: 'change',
      how: 'Read the list after adding.',
      check: async (look) => {
        const { found } = await optout(look);
        return judge(found !== undefined, found ? 'it is on the list' : 'it is not on the list');
      },
    },
    {
      id: 'vortex-optout-delete',
      says: '`DELETE /addressbook/optouts/<msisdn>` returns 200 `{"success":true}`, and the number is off the list.',
      source: 'wiki, Delete an opt-out',
      sure: 'documented',
      uses: 'Remove Opt-Out.',
      by: 'change',
      how: 'Take the number off again.',
      check: async (look) => {
        const { removed, found, after } = await optout(look);
        if (!found) throw new Unclear('the number did not come onto the list');
        return judge(
          removed.status === 200 && at(removed.json, 'success') === true && !after,
          `${shown(removed)}${after ? ', and it is still on the list' : ''}`,
        );
      },
    },
    {
      id: 'vortex-optout-delete-unlisted',
      says: 'Taking off a number that is not on the list answers 404.',
      source: 'wiki, Delete an opt-out',
      sure: 'documented',
      uses: 'Remove Opt-Out says `removed` false after a 404; after a 200 it says true.',
      by: 'change',
      how: 'Take the same number off twice.',
      check: async (look) => {
        const { unlisted } = await optout(look);
        return judge(unlisted.status === 404, shown(unlisted));
      },
    },
    {
      id: 'vortex-contact-create',
      says: '`POST /addressbook/contacts` returns 200 with `success` true and a `record` of `id`, `alias`, `msisdn`, `created_on`.',
      source: 'wiki, Create new contact; its example calls `/contacts`',
      sure: 'contradictory',
      uses: 'Create Contact: without a record, its end is unclear.',
      by: 'change',
      how: 'Make a contact.',
      check: async (look) => {
        const { created } = await contacts(look);
        const record = compareFields(rowsOf([at(created.json, 'record')]), [
          'id',
          'alias',
          'msisdn',
          'created_on',
        ]);
        return judge(
          created.status === 200 &&
            at(created.json, 'success') === true &&
            isFields(at(created.json, 'record')) &&
            record.holds,
          shown(created),
        );
      },
    },
    {
      id: 'vortex-contact-id-uuid',
      says: 'The id of a contact is a UUID.',
      source: 'wiki, Create new contact',
      sure: 'documented',
      uses: 'Nothing: ids are passed on as they come.',
      by: 'change',
      how: 'Make a contact and look at its id.',
      check: async (look) => {
        const words = describeId((await contacts(look)).id);
        return judge(words === 'a dashed UUID', words);
      },
    },
    {
      id: 'vortex-contact-listed',
      says: 'A contact that was made is listed at once.',
      source: 'no source mentions it',
      sure: 'inferred',
      uses: 'Create Contact of unclear end looks for the contact before it fails.',
      by: 'change',
      how: 'Make a contact and list contacts.',
      check: async (look) => {
        const { listed, mark } = await contacts(look);
        return judge(
          has(listed, `${mark}-1`),
          has(listed, `${mark}-1`) ? 'it is listed' : 'it is not listed',
        );
      },
    },
    {
      id: 'vortex-contact-delete-id',
      says: 'A contact is deleted by its id in the path.',
      source: 'wiki: one version of the page says the id, another one the MSISDN',
      sure: 'contradictory',
      uses: 'Delete Contact tries what it was given, and looks up the other after a 404: one request more.',
      by: 'change',
      how: 'Delete a contact by its id.',
      check: async (look) => {
        const { byId, listed, afterId, mark } = await contacts(look);
        if (!has(listed, `${mark}-1`)) throw new Unclear('the contact is not listed');
        return judge(byId.status === 200 && !has(afterId, `${mark}-1`), shown(byId));
      },
    },
    {
      id: 'vortex-contact-delete-msisdn',
      says: 'A contact is deleted by its MSISDN in the path.',
      source: 'wiki: one version of the page says the id, another one the MSISDN',
      sure: 'contradictory',
      uses: 'Delete Contact tries what it was given, and looks up the other after a 404: one request more.',
      by: 'change',
      how: 'Delete a contact by its number.',
      check: async (look) => {
        const { byNumber, second } = await contacts(look);
        if (second.status !== 200) throw new Unclear(`the second contact was answered ${shown(second)}`);
        return judge(byNumber.status === 200, shown(byNumber));
      },
    },
    {
      id: 'vortex-contact-delete-unknown',
      says: 'Deleting a contact that is not there answers 404.',
      source: 'wiki, Delete a contact',
      sure: 'documented',
      uses: 'Delete Contact says `deleted` false after a 404.',
      by: 'change',
      how: 'Delete an unknown ID.',
      check: async (look) => {
        const { unknown } = await contacts(look);
        return judge(unknown.status === 404, shown(unknown));
      },
    },
    {
      id: 'vortex-contact-needs-alias',
      says: 'A contact without an alias is rejected with 400.',
      source: 'wiki, Create new contact',
      sure: 'documented',
      uses: 'Create Contact gives a contact without a name its number as alias.',
      by: 'change',
      how: 'Make a contact without an alias.',
      check: async (look) => {
        const { nobody: msisdn } = look.scene;
        look.leave('contact', msisdn);
        const answer = permitted(
          await look.ask('contact-no-alias', {
            method: 'POST',
            path: '/addressbook/contacts',
            json: { msisdn },
          }),
        );
        return judge(answer.status === 400, shown(answer));
      },
    },
  ],
};
