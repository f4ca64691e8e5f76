/**
 * JSON text with line breaks and indents between its parts. Nothing else is changed: no number or text is read and
 * written again, so that what is shown is what is sent.
 */
export function indentJson(text: string): string {
  let shown = "";
  let depth = 0;
  let from = 0;
  let isInText = false;
  const newLine = () => `\n${"  ".repeat(depth)}`;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (isInText) {
      if (character === "\\") at++;
      else if (character === '"') isInText = false;
    } else if (character === '"') isInText = true;
    else if (character === "{" || character === "[") {
      if (text[at + 1] === "}" || text[at + 1] === "]") at++;
      else {
        depth++;
        shown += text.slice(from, at + 1) + newLine();
        from = at + 1;
      }
    } else if (character === "}" || character === "]") {
      depth--;
      shown += text.slice(from, at) + newLine();
      from = at;
    } else if (character === ",") {
      shown += text.slice(from, at + 1) + newLine();
      from = at + 1;
    } else if (character === ":") {
      shown += `${text.slice(from, at + 1)} `;
      from = at + 1;
    }
  }
  return shown + text.slice(from);
}
