import { readFileSync } from "node:fs";

/**
 * The environment with `NAME` for every `NAME_FILE`: what the file has, without the line break at its end. Containers
 * hand secrets over as files. Throws one error that names every such variable whose file cannot be read, or
 * that is given both ways.
 */
export function withSettingsInFiles(
  given: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): Record<string, string | undefined> {
  const all = { ...given };
  const problems: string[] = [];
  for (const name of names) {
    const path = given[`${name}_FILE`];
    if (path === undefined || path === "") continue;
    delete all[`${name}_FILE`];
    try {
      if (given[name] !== undefined && given[name] !== "") throw new Error(`is given as ${name}, too`);
      all[name] = readFileSync(path, "utf8").replace(/\r?\n$/, "");
    } catch (error) {
      problems.push(`  ${name}_FILE: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (problems.length > 0) throw new Error(`The environment is not complete:\n${problems.join("\n")}`);
  return all;
}
