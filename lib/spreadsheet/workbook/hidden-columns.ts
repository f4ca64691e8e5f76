import { maxColumns } from "../budgets.ts";
import { attribute } from "../package/xml-text.ts";

/** Columns hidden in a sheet's XML, counted from 0; they are declared before the first row. */
export function hiddenColumns(xml: string): ReadonlySet<number> {
  const hidden = new Set<number>();
  for (const [tag] of xml.matchAll(/<col\s[^>]*>/g)) {
    if (!["1", "true"].includes(attribute(tag, "hidden") ?? "")) continue;
    const last = Math.min(Number(attribute(tag, "max")), maxColumns);
    for (let column = Number(attribute(tag, "min")); column <= last; column++) hidden.add(column - 1);
  }
  return hidden;
}
