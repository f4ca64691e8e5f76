import { type Flip, placed, type Site } from "./site.ts";

const opposites = new Map([
  ["=", "<>"],
  ["<>", "="],
  ["<", "<="],
  ["<=", "<"],
  [">", ">="],
  [">=", ">"],
  ["+", "-"],
  ["-", "+"],
  ["and", "or"],
  ["or", "and"],
  ["true", "false"],
  ["false", "true"],
]);

// Comments, texts, quoted names, parameters and the ends of dollar quotes; words; numbers; operators.
const tokens =
  /--.*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"[^"]*"|\$\w*\$?|[A-Za-z_]\w*|\d+(?:\.\d+)?|[<>=!@#%&|~?*/+:^-]+|[();]/g;

/** Places of an SQL function's body that can be flipped. Its signature, grants and triggers are left as they are. */
export function sqlSites(file: string, text: string): Site[] {
  const body = text.indexOf("$body$");
  const end = text.lastIndexOf("$body$");
  const flips: Flip[] = [];
  let depth = 0;
  /** How deep in parentheses the assignments of an UPDATE are that begin here; -1 outside of one. */
  let assigning = -1;
  let isRange = false;
  let isOrdinal = false;
  let before = "";
  for (const { 0: token, index } of text.slice(0, end).matchAll(tokens)) {
    if (index <= body) continue;
    const word = token.toLowerCase();
    if (word === "(") depth += 1;
    if (word === ")") depth -= 1;
    if (word === "set") assigning = depth;
    // "RAISE … USING ERRCODE = …" assigns, too.
    if (word === "using") assigning = depth;
    if (["from", "where", "returning", "join", ";"].includes(word) || depth < assigning) assigning = -1;
    if (word === "between") isRange = true;
    const isAssignment = word === "=" && depth === assigning;
    const isBound = word === "and" && isRange;
    if (isBound) isRange = false;
    if (word === "by") isOrdinal = true;
    else if (!/^\d/.test(word)) isOrdinal = false;
    // Columns by their number, "OFFSET 0" and the "SELECT 1" of an EXISTS say nothing.
    const isNumber =
      /^\d/.test(token) && !isOrdinal && before !== "offset" && !/^\d+\s+from\b/i.test(text.slice(index));
    const opposite = isNumber ? String(Number(token) + 1) : opposites.get(word);
    if (opposite !== undefined && !isAssignment && !isBound)
      flips.push({
        flip: `${word} to ${opposite}`,
        start: index,
        end: index + token.length,
        replacement: token === word ? opposite : opposite.toUpperCase(),
      });
    before = word;
  }
  return placed(file, text, flips);
}
