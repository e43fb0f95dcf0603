import { computed, effect, signal } from '@preact/signals';
import { kept } from './store.ts';

const preferred = matchMedia('(prefers-color-scheme: dark)');
const prefersDark = signal(preferred.matches);
preferred.addEventListener('change', () => {
  prefersDark.value = preferred.matches;
});

/** `light`, `dark`, or empty for what the system prefers. */
const choice = kept('lab:theme', '', localStorage);

export const dark = computed(() => (choice.value ? choice.value === 'dark' : prefersDark.value));

effect(() => {
  document.documentElement.dataset.theme = dark.value ? 'dark' : 'light';
});

export const switchTheme = (): void => {
  choice.value = dark.value ? 'light' : 'dark';
};
