import type { Issue, IssueCode } from "#lib/domain/validation/issue.ts";

type Part = "text" | "action";

/**
 * The message for a part of an issue's words. Of an erased person's issue only the code is kept: where a sentence needs more,
 * the issue is called by its title.
 */
export function issueKey<P extends Part>(
  { code, params }: Pick<Issue, "code" | "params">,
  part: P,
  messages: Readonly<Record<IssueCode, Readonly<Record<Part, string>>>>,
): `${IssueCode}.${P | "title"}` {
  const isBare = Object.keys(params).length === 0;
  return isBare && messages[code][part].includes("{") ? `${code}.title` : `${code}.${part}`;
}
