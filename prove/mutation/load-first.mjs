// Otherwise Stryker assigns its mutants to the one test that happens to load it first.
import '../../apps/mobivate/src/api/xml.ts';
