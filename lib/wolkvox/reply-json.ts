/**
 * The JSON object in a reply, or undefined. It starts at the first "{", which skips a byte-order mark and the
 * notices that PHP prints before its answer, and ends where that object closes. After it may come another
 * notice but not another object: two answers in one are no answer.
 */
export function jsonOf(text: string): unknown {
  const start = text.indexOf("{");
  if (start === -1) return undefined;
  const end = objectEnd(text, start);
  if (end === null || text.includes("{", end)) return undefined;
  try {
    return JSON.parse(text.slice(start, end));
  } catch {
    return undefined;
  }
}

function objectEnd(text: string, start: number): number | null {
  let depth = 0;
  let isInString = false;
  for (let position = start; position < text.length; position += 1) {
    const character = text[position];
    if (isInString) {
      if (character === "\\") position += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === "{") depth += 1;
    else if (character === "}") {
      depth -= 1;
      if (depth === 0) return position + 1;
    }
  }
  return null;
}
