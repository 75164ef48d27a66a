/** A list of customers as staff paste it: addresses and numbers, one per line or with commas, or a column of a CSV. */

/** Each once, in order; numbers as numbers. Headings and whatever else is neither are left out. */
export function customersIn(text: string): readonly (number | string)[] {
  const found = text
    .split(/[\s,;]+/)
    .map((entry) => entry.replace(/^["'<]+|["'>]+$/g, ''))
    .flatMap((entry): readonly (number | string)[] => {
      if (/^\d{1,15}$/.test(entry) && Number(entry) > 0) return [Number(entry)];
      return entry.includes('@') ? [entry] : [];
    });
  return [...new Set(found)];
}
