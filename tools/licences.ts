// Lists the licences of all installed packages, and fails if one has not been approved.
import { allowed, licences } from './supply/licences.ts';

const found = licences();
for (const [licence, packages] of [...found].toSorted((one, other) => other[1].length - one[1].length)) {
  const mark = allowed(licence) ? ' ' : '✗';
  const names = packages.length > 6 ? `${packages.slice(0, 6).join(', ')} …` : packages.join(', ');
  console.log(`${mark} ${String(packages.length).padStart(5)} ${licence}: ${names}`);
}
const unknown = [...found.keys()].filter((licence) => !allowed(licence));
if (unknown.length > 0) {
  console.error(
    `Not approved: ${unknown.join(', ')}. Read each licence, then add it to tools/supply/licences.ts.`,
  );
  process.exitCode = 1;
}
