/** The query of an address, as pages and route handlers get it. */
export type Query = Readonly<Record<string, string | string[] | undefined>>;
type Value = Query[string];

// What filters read of a query. Anything invalid is "": no limit.

export function readText(value: Value): string {
  return typeof value === "string" ? value.trim() : "";
}

/** The id, in lower case as ids are. */
export function readId(value: Value): string {
  const written = readText(value).toLowerCase();
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(written) ? written : "";
}

/** The days YYYY-MM-DD of `from` and `to`. Given the wrong way round, the same days are meant. */
export function readDays(query: Query): { readonly from: string; readonly to: string } {
  const limits = [readDay(query.from), readDay(query.to)];
  const [from = "", to = ""] = limits.includes("") ? limits : limits.toSorted();
  return { from, to };
}

function readDay(value: Value): string {
  const written = readText(value);
  if (!/^[12]\d{3}-\d\d-\d\d$/.test(written)) return "";
  const read = new Date(written);
  // 31 February is read as 3 March.
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(written) ? written : "";
}
