import { createTestDatabase, startTestServer } from "#tests/support/database/database.ts";
import type { Bench, Figure, Scale } from "../figure.ts";
import { measure } from "../measure.ts";
import type { ErasureInput } from "./tasks/erase-person.ts";

/** `chunksUnderWay` of a file that is being staged meanwhile: the numbers of their rows are looked through. */
const sizes: Readonly<Record<Scale, Pick<ErasureInput, "size" | "chunksUnderWay">>> = {
  whole: {
    size: { uploads: 2_000, records: 5_000_000, largest: 100_000, auditEntries: 50_000 },
    chunksUnderWay: 3_000,
  },
  smallest: { size: { uploads: 20, records: 2_000, largest: 500, auditEntries: 20 }, chunksUnderWay: 2 },
};

/** What it takes to tell, export and erase one person of a tenant with years of loads. */
export const erasePerson: Bench = {
  name: "erase-person",
  about:
    "One tenant with 2,000 uploads that have 5,000,000 records, 10 set-aside rows each and replies of the CRM, the snapshot of a portfolio, and a " +
    "file of 3,000 chunks (6,000,000 rows) that is being staged; none of it is erased yet. A person who is in many of the uploads is looked for, " +
    "exported and erased as an admin does it, one after the other and once, as nothing is left for a second time. On a durable PostgreSQL that has " +
    "just been filled.",
  async measure(scale) {
    const server = await startTestServer([]);
    try {
      const { url } = await createTestDatabase(server.postgres.url("postgres"));
      const seenOf = async (step: ErasureInput["step"]) => {
        const input = { ...sizes[scale], step } satisfies ErasureInput;
        const script = new URL("tasks/erase-person.ts", import.meta.url);
        return (await measure({ script, input, database: url }, 1)).seen;
      };
      await seenOf("fill");
      const { "erase-seconds": erase = Number.NaN, ...told } = await seenOf("erase");
      return [
        { name: "erase-person/erase", value: erase, unit: "s", bar: { atMost: 60 } },
        ...Object.entries(told).map(
          ([name, value]): Figure =>
            name.endsWith("-seconds")
              ? { name: `erase-person/${name.replace("-seconds", "")}`, value, unit: "s", bar: null }
              : { name: `erase-person/${name}`, value, unit: "count", bar: null },
        ),
      ];
    } finally {
      await server.stop();
    }
  },
};
