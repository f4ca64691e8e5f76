import { type ColumnLayout, readLayout, usualLayout } from "../../data-table/column-layout.ts";

/** Layouts by the shape of a file (the fingerprint of its headers), the last changed one last. */
export type RememberedColumns = readonly (readonly [shape: string, layout: ColumnLayout])[];

/** More shapes than a team has senders; the oldest are forgotten. */
export const mostShapes = 60;

/** What was stored, without what is no layout. */
export function readColumns(stored: unknown): RememberedColumns {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((entry: unknown) => {
    if (!Array.isArray(entry) || typeof entry[0] !== "string") return [];
    const layout = readLayout(entry[1]);
    return layout === null ? [] : [[entry[0], layout] as const];
  });
}

export function layoutOf(remembered: RememberedColumns, shape: string): ColumnLayout {
  return remembered.find(([of]) => of === shape)?.[1] ?? usualLayout;
}

/** The usual layout is not kept: it is what an unknown shape gets. */
export function withLayout(remembered: RememberedColumns, shape: string, layout: ColumnLayout): RememberedColumns {
  const others = remembered.filter(([of]) => of !== shape);
  return layout === usualLayout ? others : [...others, [shape, layout] as const].slice(-mostShapes);
}
