import { readdirSync, readFileSync } from "node:fs";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { ColumnProfiler } from "#lib/domain/mapping/columns/column-profiler.ts";
import { proposeMapping } from "#lib/domain/mapping/propose-mapping.ts";
import { sampleValues } from "../../unit/domain/headers/sample-values.ts";
import type { Bench } from "../figure.ts";

interface Bank {
  readonly columns: readonly {
    readonly header: string;
    readonly values: string;
    readonly field: string | null;
    readonly isDecoy?: boolean;
  }[];
}

const folder = new URL("../../unit/domain/headers/", import.meta.url);

export const headerMatching: Bench = {
  name: "header-matching",
  about:
    "The headers of invented banks with the right answers (tests/unit/domain/headers). Right: proposed without a doubt and as expected. A missed " +
    "one costs a click; a wrong one or a decoy would load a wrong balance.",
  async measure() {
    const count = { headers: 0, wanted: 0, right: 0, missed: 0, wrong: 0, decoys: 0 };
    const banks = readdirSync(folder).filter((name) => name.endsWith(".json"));
    for (const name of banks) {
      const bank: Bank = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
      const proposals = proposalsFor(bank);
      for (const [index, { field, isDecoy }] of bank.columns.entries()) {
        const proposal = proposals[index] ?? null;
        const taken = proposal === null || proposal.reason === "doubtful" ? null : proposal.field;
        count.headers++;
        if (field !== null) count.wanted++;
        if (taken === null) count.missed += field === null ? 0 : 1;
        else if (taken === field) count.right++;
        else if (isDecoy === true) count.decoys++;
        else count.wrong++;
      }
    }
    return [
      { name: "header-matching/banks", value: banks.length, unit: "count", bar: { atLeast: 10 } },
      { name: "header-matching/headers", value: count.headers, unit: "count", bar: { atLeast: 150 } },
      { name: "header-matching/right", value: (100 * count.right) / count.wanted, unit: "%", bar: { atLeast: 90 } },
      { name: "header-matching/missed", value: count.missed, unit: "count", bar: null },
      { name: "header-matching/wrong", value: count.wrong, unit: "count", bar: { atMost: 0 } },
      { name: "header-matching/decoys-taken", value: count.decoys, unit: "count", bar: { atMost: 0 } },
    ];
  },
};

function proposalsFor({ columns }: Bank): ReturnType<typeof proposeMapping> {
  const profiled = columns.map(({ header, values }, index) => {
    const profiler = new ColumnProfiler();
    for (const value of sampleValues[values] ?? []) profiler.add(value, "text");
    return { index, header, profile: profiler.profile() };
  });
  return proposeMapping(profiled, standardFields);
}
