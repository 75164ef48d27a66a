/** Colours and letters of every mail. */
export const INK = '#1d1d1b';
export const SOFT = '#6b6b66';
export const PAGE = '#f4f3ef';
export const CARD = '#ffffff';
export const LINE = '#d9d7cf';

const FONT = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

export function text(size: number, lineHeight: number): string {
  return `font-family:${FONT};font-size:${size}px;line-height:${lineHeight}px`;
}
