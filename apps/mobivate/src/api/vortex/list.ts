import type { Page } from '@messaging/gateway/paging';
import { numberOrNull, recordsOf } from '@messaging/gateway/schemas';
import * as v from 'valibot';

/** A list as production gives it (`results`, `matches`) or as the documents show it (`records`, `total`). */
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

/** What a dropdown shows at once: as many choices as a person can take in, and as come quickly. */
export const DROPDOWN_PAGE = 100;
