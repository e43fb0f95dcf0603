// Loaded before the relay in its process: makes it tell the time of the lab, which may be ahead of the machine's.
import { tellTimeBy } from './clock.ts';

const machineNow = Date.now.bind(Date);
const ahead = Number(process.env.LAB_AHEAD_MILLISECONDS ?? '0');

tellTimeBy({ now: () => machineNow() + ahead });
