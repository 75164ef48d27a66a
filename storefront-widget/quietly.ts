/** Wraps what the page may call, so that nothing in it can fail in the shop's page. */
export function quietly<Args extends readonly unknown[]>(
  act: (...args: Args) => void,
): (...args: Args) => void {
  return (...args) => {
    try {
      act(...args);
    } catch {
      // The page is the shop's: on any doubt nothing shows, and its console stays silent.
    }
  };
}
