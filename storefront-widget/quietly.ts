/** Wraps what the page may call, so that nothing in it can fail in the shop's page. */
export function quietly<Args extends readonly unknown[], Result>(
  act: (...args: Args) => Result,
): (...args: Args) => Result | undefined {
  return (...args) => {
    try {
      return act(...args);
    } catch {
      // The page is the shop's: on any doubt nothing shows, and its console stays silent.
      return undefined;
    }
  };
}
