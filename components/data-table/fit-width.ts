/**
 * The width in px at which a column's head and its cells on the page show all of their text. Rows that are not
 * on the page do not count.
 */
export function fitWidth(table: HTMLElement, column: number): number {
  const cells = table.querySelectorAll<HTMLElement>(
    `[role=columnheader][aria-colindex="${column + 1}"], [data-column="${column}"]`,
  );
  return Math.max(...[...cells].map(widthOfContent));
}

function widthOfContent(cell: HTMLElement): number {
  const copy = cell.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return 0;
  Object.assign(copy.style, { position: "absolute", width: "max-content", visibility: "hidden" });
  cell.parentElement?.append(copy);
  const { width } = copy.getBoundingClientRect();
  copy.remove();
  return Math.ceil(width);
}
