import type { Step, Steps } from "./step.ts";

/** The commands take a built portal as it is: a bench would build one under the tests' rules for warnings. */
const needBuild = ["e2e", "commands"];

/**
 * What of `all` is named, in its lanes and in its order, so that one build comes before all that needs it. A name is that of a
 * step, or a file of tests with a line or without, which is for its step in `ofFiles`.
 */
export function namedSteps(
  all: readonly Steps[],
  ofFiles: Readonly<Record<string, (files: readonly string[]) => Step>>,
  names: readonly string[],
): readonly Steps[] {
  const known = all.flatMap((lane) => Object.keys(lane));
  const unknown = names.filter((name) => (isFile(name) ? ofFiles[stepOf(name)] === undefined : !known.includes(name)));
  if (unknown.length > 0)
    throw new Error(`No such tests: ${unknown.join(", ")}. There are: ${known.join(", ")}, or a file.`);
  const isBuilt = names.some((name) => needBuild.includes(stepOf(name)));
  const chosen = ([step, whole]: [string, Step]): [string, Step][] => {
    if (names.includes(step) || (step === "build" && isBuilt)) return [[step, whole]];
    const files = names.filter((name) => isFile(name) && stepOf(name) === step);
    const run = ofFiles[step];
    return files.length === 0 || run === undefined ? [] : [[step, run(files)]];
  };
  return all
    .map((lane) => Object.fromEntries(Object.entries(lane).flatMap(chosen)))
    .filter((lane) => Object.keys(lane).length > 0);
}

const isFile = (name: string) => name.startsWith("tests/");

const stepOf = (name: string) => (isFile(name) ? (name.split("/")[1] ?? "") : name);
