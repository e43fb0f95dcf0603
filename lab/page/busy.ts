import { signal } from '@preact/signals';

/** What the editor says when a form cannot be run yet. */
export const complaint = signal('');
/** While it is set, nothing else can be started. */
export const busy = signal(false);

/** Does something that must be done before the next thing can be started. */
export const within = async (work: () => Promise<{ problem?: string }>): Promise<void> => {
  busy.value = true;
  complaint.value = '';
  try {
    complaint.value = (await work()).problem ?? '';
  } finally {
    busy.value = false;
  }
};
