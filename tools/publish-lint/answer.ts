import type { Finding } from './check.ts';
import { parseDefinition } from './definition.ts';
import { isException } from './exceptions.ts';
import { checks } from './index.ts';

/** The names of operation types at Zapier's endpoint. */
const TYPES: Record<string, string> = {
  authentication: 'auth',
  triggers: 'read',
  creates: 'write',
  searches: 'search',
};

interface Severity {
  readonly display_label: string;
  readonly total_failures: number;
  readonly results: readonly object[];
}

/** The response of Zapier's endpoint to a definition. `errors` block a push. */
export interface CheckAnswer {
  readonly passes: readonly string[];
  readonly errors: Severity;
  readonly warnings: Severity;
  readonly suggestions: Severity;
}

const severity = (label: string, found: readonly { id: string; finding: Finding }[]): Severity => ({
  display_label: label,
  total_failures: found.length,
  results: found.map(({ id, finding: { where, problem } }) => {
    const [kind = '', key = ''] = where.split('.');
    const violation = { type: key, results: [{ message: `${where}: ${problem}`, tag: id }] };
    return { type: TYPES[kind] ?? kind, violations: [violation] };
  }),
});

/** Answers `POST /check` as Zapier does, with this project's checks. Numbered checks are errors, others are warnings. */
export const answerCheck = (app: string, raw: unknown): CheckAnswer => {
  const definition = parseDefinition(raw);
  const found = checks.flatMap(({ id, findIn }) =>
    findIn(definition)
      .filter((finding) => !isException(app, id, finding))
      .map((finding) => ({ id, finding })),
  );
  const failed = new Set(found.map(({ id }) => id));
  return {
    passes: checks.map(({ id }) => id).filter((id) => !failed.has(id)),
    errors: severity(
      'Errors',
      found.filter(({ id }) => /^D\d/.test(id)),
    ),
    warnings: severity(
      'Publishing Tasks',
      found.filter(({ id }) => !/^D\d/.test(id)),
    ),
    suggestions: severity('Warnings', []),
  };
};
