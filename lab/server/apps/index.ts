import type { LabApp } from './gateway.ts';
import { messagemedia } from './messagemedia.ts';
import { mobivate } from './mobivate.ts';
import { mottasl } from './mottasl.ts';

/** The apps in the order in which the page offers them. */
export const LAB_APPS: readonly LabApp[] = [mobivate, messagemedia, mottasl];
