/** Fills `{{TAG}}` placeholders from `meta`. Leaves unknown tags unchanged. */
export function fill(text: string, meta: Record<string, unknown> | null | undefined): string {
  if (!meta) return text;
  return text.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (tag, name: string) => {
    const value = Object.hasOwn(meta, name) ? meta[name] : undefined;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : tag;
  });
}
