import { randomBytes } from "node:crypto";
import { chunkPath, chunkType, startOver } from "#tests/chaos/page-client.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { chunksOf, headOf, makePortfolio, makeTeam, testPassword } from "#tests/support/factories.ts";
import { PortalClient } from "#tests/support/requests/portal-client.ts";
import { type Attack, attackedWith, type Target } from "./attack.ts";

const most = Number(attackedWith.UPLOAD_MEGABYTES) * 1_048_576;

async function signIn({ url, sandboxUrl = "" }: Target) {
  const { supervisor, tenantId } = await makeTeam({ server: new URL(sandboxUrl).host });
  return { tenantId, client: await PortalClient.signIn(url, supervisor.actor.email, testPassword) };
}

/** Announces an upload of so many rows in so many chunks. */
function announces(what: string, rows: number, chunkCount: number, expected: string): Attack {
  return {
    tried: `bounds: an upload announced with ${what}`,
    expected,
    async play(target) {
      const { client, tenantId } = await signIn(target);
      const head = headOf(makePortfolio(1));
      const { file, staged } = head.totals;
      const totals = { ...head.totals, file: { ...file, rows }, staged: { ...staged, rows } };
      const body = JSON.stringify({ ...head, rowCount: rows, chunkCount, totals });
      const type = { "content-type": "application/json" };
      const answer = await client.post(`/api/uploads?tenantId=${tenantId}`, type, body);
      return `${answer.status} ${await answer.text()}`;
    },
  };
}

/** What one user keeps on the disk. */
export const quotas: readonly Attack[] = [
  announces(
    "a million rows in a million chunks",
    1_000_000,
    1_000_000,
    '400 {"code":"invalid","params":{"fields":["chunkCount"],"problems":["chunkCount:out_of_range"]}}',
  ),
  announces(
    "a hundred million rows",
    100_000_000,
    20_000,
    '413 {"code":"too_large","params":{"limit":2000000,"unit":"rows"}}',
  ),
  {
    tried: "bounds: an upload that keeps more than UPLOAD_MEGABYTES",
    expected: "refused as too_large, with less than a chunk too many kept",
    async play(target) {
      const { client, tenantId } = await signIn(target);
      // About 2 MB a chunk, however well it is packed.
      const rows = makePortfolio(2_000).map(([id = "", , ...cells]) => [
        id,
        randomBytes(15_000).toString("hex"),
        ...cells,
      ]);
      const uploadId = await startOver(client, tenantId, rows, 100);
      for (const chunk of chunksOf("", rows, 100)) {
        const answer = await client.post(chunkPath(uploadId, chunk), chunkType(chunk), new Uint8Array(chunk.bytes));
        if (answer.ok) continue;
        const { code } = await answer.json();
        const [kept] = await ownerDatabase().$queryRaw<{ bytes: number }[]>`
          SELECT sum(octet_length(source))::float8 AS bytes FROM "Chunk" WHERE "uploadId" = ${uploadId}::uuid`;
        const over = (kept?.bytes ?? 0) - most;
        return over < chunk.bytes.length
          ? `refused as ${code}, with less than a chunk too many kept`
          : `${over} bytes too many`;
      }
      return "all of it is kept";
    },
  },
];
