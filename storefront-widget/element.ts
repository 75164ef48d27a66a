/** Adds an element at the end of another. Text goes in as text: nothing in a message is ever read as HTML. */
export function add(
  parent: Node,
  name: string,
  textContent: string,
  properties?: Partial<HTMLAnchorElement>,
): HTMLElement {
  return parent.appendChild(
    Object.assign(document.createElement(name), { textContent }, properties),
  );
}
