import type { Subject } from '../subject.ts';
import { messagemedia } from './messagemedia.ts';
import { mobivate } from './mobivate.ts';
import { mottasl } from './mottasl.ts';

/** All apps to measure. */
export const SUBJECTS: readonly Subject[] = [mobivate, messagemedia, mottasl];
