/** Reads an answer that comes line by line as JSON: all but the last are `heard` as they come, the last is returned. */
export async function readLines(
  body: ReadableStream<Uint8Array>,
  heard: (line: unknown) => void,
): Promise<unknown> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let last: string | null = null;
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    const lines = `${rest}${decoder.decode(value, { stream: !done })}`.split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    for (const line of lines.filter((each) => each !== '')) {
      if (last !== null) heard(JSON.parse(last));
      last = line;
    }
    if (done) return last === null ? undefined : JSON.parse(last);
  }
}
