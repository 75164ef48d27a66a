/** A text with Liquid in it as staff recognise it: on one line, with dots for what differs from customer to customer. */
export function asWritten(text: string): string {
  const withDots = text.replaceAll(/\{%.*?%\}/gs, ' ').replaceAll(/\{\{.*?\}\}/gs, '…');
  return withDots.replaceAll(/\s+/g, ' ').trim();
}
