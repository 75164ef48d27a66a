import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Of a chart drawn in real pixels; the view box lets it shrink where it is printed on less. */
export function sizeOf(width: number, height: number) {
  return { width, height, viewBox: `0 0 ${width} ${height}` };
}

/** The width an element has now, so that a chart is drawn in real pixels and its text never scales. */
export function useWidth<Shown extends HTMLElement>(
  first: number,
): readonly [ref: RefObject<Shown | null>, width: number] {
  const ref = useRef<Shown>(null);
  const [width, setWidth] = useState(first);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
