import type { Page } from '@messaging/gateway/paging';
import { numberOrNull, recordsOf } from '@messaging/gateway/schemas';
import * as v from 'valibot';

/** A list in production's format (`results`, `matches`) or the documented one (`records`, `total`). */
export const listOf = <const S extends v.GenericSchema>(schema: S) => {
  const records = recordsOf(schema);
  return v.pipe(
    v.union([
      v.pipe(
        v.object({ results: records, matches: numberOrNull }),
        v.transform(({ results, matches }): Page<v.InferOutput<S>> => ({ ...results, total: matches })),
      ),
      v.pipe(
        v.object({ records, total: numberOrNull }),
        v.transform(({ records: found, total }): Page<v.InferOutput<S>> => ({ ...found, total })),
      ),
    ]),
  );
};

export const DROPDOWN_PAGE = 100;
