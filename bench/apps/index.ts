import type { Subject } from '../subject.ts';
import { mobivate } from './mobivate.ts';

/** Every app that is measured. */
export const SUBJECTS: readonly Subject[] = [mobivate];
