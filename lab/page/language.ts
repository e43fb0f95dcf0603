/**
 * uPlot hands the browser's language to Intl while it loads. Chromium calls it `en-US@posix` where the system has no
 * locale, which Intl refuses.
 */
const isKnown = (language: string): boolean => {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
};

if (!isKnown(navigator.language)) Object.defineProperty(navigator, 'language', { value: 'en-US' });
