import type { LabApp } from './gateway.ts';
import { mobivate } from './mobivate.ts';

/** The apps in the order in which the page offers them. */
export const LAB_APPS: readonly LabApp[] = [mobivate];
