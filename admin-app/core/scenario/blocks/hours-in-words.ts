/** 1 → "1 hour", 48 → "48 hours", 168 → "7 days". */
export function hoursInWords(hours: number): string {
  const wholeDays = hours / 24;
  if (Number.isInteger(wholeDays) && wholeDays > 2) return `${wholeDays} days`;
  return hours === 1 ? '1 hour' : `${hours} hours`;
}

/** 9 → "9:00". */
export function hourInWords(hour: number): string {
  return `${hour}:00`;
}
