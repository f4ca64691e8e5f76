/**
 * The JSON texts of the items of `collections`, byte for byte as sent: parsing and printing them again would
 * reorder keys that look like numbers, and the ledger's hashes are compared with what the portal says it
 * sent. The body must be valid JSON.
 */
export function rawItems(body: string): string[] {
  const start = topLevelArray(body, "collections");
  if (start === null) return [];
  const items: string[] = [];
  let position = start + 1;
  for (;;) {
    while (/[\s,]/.test(body[position] ?? "")) position += 1;
    if (position >= body.length || body[position] === "]") return items;
    const end = valueEnd(body, position);
    items.push(body.slice(position, end));
    position = end;
  }
}

function topLevelArray(body: string, wanted: string): number | null {
  let position = body.indexOf("{") + 1;
  let found: number | null = null;
  while (position < body.length) {
    while (/[\s,]/.test(body[position] ?? "")) position += 1;
    if (body[position] !== '"') return found;
    const keyEnd = valueEnd(body, position);
    const key: unknown = JSON.parse(body.slice(position, keyEnd));
    position = keyEnd;
    while (/[\s:]/.test(body[position] ?? "")) position += 1;
    if (key === wanted && body[position] === "[") found = position;
    position = valueEnd(body, position);
  }
  return found;
}

/** The offset after the value that begins at `start`. */
function valueEnd(text: string, start: number): number {
  let depth = 0;
  let isInString = false;
  for (let position = start; position < text.length; position += 1) {
    const character = text[position];
    if (isInString) {
      if (character === "\\") position += 1;
      else if (character === '"') {
        isInString = false;
        if (depth === 0) return position + 1;
      }
    } else if (character === '"') isInString = true;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") {
      if (depth === 0) return position;
      depth -= 1;
      if (depth === 0) return position + 1;
    } else if (character === "," && depth === 0) return position;
  }
  return text.length;
}
