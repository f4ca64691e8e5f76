import { type LoadFigures, loadFiguresSchema, replyHeadSchema } from "./contract.ts";
import { foldedObject } from "./folded-object.ts";
import { jsonOf } from "./reply-json.ts";

/** The content of a reply to a load, read leniently and not yet judged. */
export interface LoadReply {
  /** `code` of the reply as a number; undefined if it has none. */
  readonly code: number | undefined;
  readonly saysFailed: boolean;
  readonly figures: LoadFigures;
  /** Its lists of failures, in whatever spelling and place, not yet read. */
  readonly failureLists: readonly unknown[];
  /** Its message; null if it has none. */
  readonly message: string | null;
}

const failureListKeys = ["failedsumary", "failedsummary"];
const messageKeys = ["msg", "message", "mensaje", "error", "detail", "description"];

/** The reply's JSON, or null if it has none. */
export function readLoadReply(text: string): LoadReply | null {
  const top = foldedObject(jsonOf(text));
  if (top === null) return null;
  const summary = foldedObject(top.get("summary"));
  const head = replyHeadSchema.parse(Object.fromEntries(top));
  return {
    code: head.code,
    saysFailed: head.success === false,
    figures: loadFiguresSchema.parse(Object.fromEntries(summary ?? top)),
    failureLists: [summary, top].flatMap((place) =>
      failureListKeys.map((key) => place?.get(key)).filter((list) => list !== undefined),
    ),
    message: messageOf(top),
  };
}

function messageOf(top: ReadonlyMap<string, unknown>): string | null {
  for (const key of messageKeys) {
    const value = top.get(key);
    // The other endpoints write the word "null" if there is no error.
    if (typeof value === "string" && value.trim() !== "" && value !== "null") return value;
  }
  return null;
}
