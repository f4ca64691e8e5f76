import { join } from "node:path";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import base from "../../vitest.config.ts";

// The projects of tests/vitest.config.ts for a run of mutants: in the order in which files are named, and from a
// cache of transformed modules, because hardly anything changes between two runs.
const order: readonly string[] = JSON.parse(process.env.PLAYED_FILES ?? "[]");
const isReach = process.env.REACHED_FILE !== undefined;

class AsNamed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => order.findIndex((file) => moduleId.endsWith(`/${file}`));
    return files.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

const inline = (base.test?.projects ?? []).filter(
  (one): one is TestProjectInlineConfiguration => typeof one === "object" && "test" in one,
);

export default defineConfig({
  ...base,
  test: {
    ...base.test,
    fsModuleCache: true,
    sequence: { sequencer: AsNamed },
    projects: inline.map((project) => ({
      ...project,
      test: {
        ...project.test,
        // A module that two files share is loaded only once, and its constants would be reached from one of them.
        ...(isReach
          ? {
              isolate: true,
              setupFiles: [join(import.meta.dirname, "name-test-file.ts"), project.test?.setupFiles ?? []].flat(),
            }
          : {}),
        ...(process.env.PLAYED_WORKERS === undefined ? {} : { maxWorkers: Number(process.env.PLAYED_WORKERS) }),
      },
    })),
  },
});
