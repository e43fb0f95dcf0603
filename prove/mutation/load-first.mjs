// Else its mutants would count as met by the one test that happens to load it.
import '../../apps/mobivate/src/api/xml.ts';
