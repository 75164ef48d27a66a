/** The column in which a figure is kept: `opened by machine` is in opened_by_machine. */
export function columnOf(figure: string): string {
  return figure.replaceAll(' ', '_');
}
