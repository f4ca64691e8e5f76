import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  readSnapshot,
  readSnapshotVersion,
  SnapshotVersion,
  snapshotBytes,
  versionText,
} from "#lib/database/comparison/snapshot.ts";
import { withBulkTransaction } from "#lib/database/pool.ts";
import { askPlainly } from "#lib/database/portfolios/load-measures.ts";
import { digestText } from "#lib/domain/correction/text-digest.ts";
import { readSnapshotAhead } from "#lib/staging/snapshot-ahead.ts";
import { makePortfolioOf } from "#tests/support/comparison/portfolio-load.ts";
import { onTestDatabase } from "#tests/support/database/on-test-database.ts";
import { makeTeam } from "#tests/support/factories.ts";

const { tenantId } = await makeTeam({ server: "crm01.wolkvox.com" });

/** All digits, both signs of both halves; "" is not known, and one of another length is none. */
const digests = ["0123456789abcdef", "ffffffff00000000", "fedcba9876543210", "7fffffff80000000", "", "abc"];
const states = ["live", "gone", "closed", "uncertain"];
const cents = [
  0n,
  1n,
  -1n,
  50n,
  123_456n,
  10_000n,
  1_000_000n,
  -100_000_000_000n,
  100_000_001n,
  9_007_199_254_740_991n,
  -9_007_199_254_740_991n,
];
const uploads: readonly string[] = [randomUUID(), randomUUID()];
const pick = <T>(list: readonly T[], index: number) => list[index % list.length]!;
const debtors = Array.from({ length: 5_000 }, (_, index) => ({
  identification: `${pick(["", "Ñ€😀 ", "a\tb\\N "], index)}${index}`,
  state: pick(states, index),
  digest: pick(digests, index),
  stableDigest: pick(digests, index + 1),
  // Mostly that of the one before.
  uploadId: pick(uploads, index % 7 === 0 ? 1 : 0),
  obligations: index,
  cents: Number(pick(cents, index)),
}));

const scope = { tenantId, portfolioId: await makePortfolioOf(tenantId) };
const versionNow = () => withBulkTransaction(tenantId, (client) => readSnapshotVersion(askPlainly(client), scope));
const byName = (a: { identification: string }, b: { identification: string }) =>
  a.identification < b.identification ? -1 : 1;

await onTestDatabase((client) =>
  client.query(
    `INSERT INTO "SnapshotDebtor" ("tenantId", "portfolioId", identification, state, digest, "stableDigest", "uploadId", obligations, balance, place)
     SELECT $1, $2, identification, state::"SnapshotState", digest, "stableDigest", "uploadId"::uuid, obligations, cents / 100.0, now()
     FROM json_to_recordset($3) AS d(identification text, state text, digest text, "stableDigest" text, "uploadId" text, obligations int, cents numeric)`,
    [scope.tenantId, scope.portfolioId, JSON.stringify(debtors)],
  ),
);

test("a snapshot is read as it is stored, with the version that the database makes of it", async () => {
  const found: (typeof debtors)[number][] = [];
  const version = new SnapshotVersion();
  for await (const entries of readSnapshot(snapshotBytes(scope)))
    for (const { version: part, digest, stableDigest, ...entry } of entries) {
      version.add(part);
      found.push({ ...entry, digest: digestText(digest), stableDigest: digestText(stableDigest) });
    }
  const known = (digest: string) => (digest.length === 16 ? digest : "");
  expect(found.toSorted(byName)).toEqual(
    debtors
      .map((one) => ({ ...one, digest: known(one.digest), stableDigest: known(one.stableDigest) }))
      .toSorted(byName),
  );
  expect(versionText(String(version), "0")).toBe(await versionNow());
  await onTestDatabase((client) =>
    client.query(`UPDATE "SnapshotDebtor" SET state = 'gone' WHERE "portfolioId" = $1 AND identification = 'Ñ€😀 16'`, [
      scope.portfolioId,
    ]),
  );
  expect(versionText(String(version), "0")).not.toBe(await versionNow());
});

test("an empty snapshot has a version too", async () => {
  const empty = { tenantId, portfolioId: await makePortfolioOf(tenantId) };
  for await (const entries of readSnapshot(snapshotBytes(empty))) expect(entries).toEqual([]);
  expect(await withBulkTransaction(tenantId, (client) => readSnapshotVersion(askPlainly(client), empty))).toBe(
    versionText(String(new SnapshotVersion()), "0"),
  );
});

test("whoever leaves a snapshot early leaves its connection to others", async () => {
  let left = 0;
  // More often than there are connections.
  for (let time = 0; time < 6; time++)
    for await (const entries of readSnapshot(snapshotBytes(scope))) {
      left += entries.length > 0 ? 1 : 0;
      break;
    }
  expect(left).toBe(6);
  expect(await versionNow()).toMatch(/^-?\d+ 0$/);
});

test("a snapshot that arrives before it is asked for is the same, and unread gives its connection back", async () => {
  const names = async (arriving: AsyncIterable<Buffer>) => {
    const found: string[] = [];
    for await (const entries of readSnapshot(arriving)) found.push(...entries.map((entry) => entry.identification));
    return found.toSorted();
  };
  const ahead = () => withBulkTransaction(tenantId, (client) => readSnapshotAhead(client, scope));
  // More often than there are connections.
  for (let time = 0; time < 6; time++) await (await ahead())?.[Symbol.asyncDispose]();
  await using early = await ahead();
  if (early === null) throw new Error("nothing is in line");
  expect(`${early.lineVersion}`).toBe((await versionNow()).split(" ")[1]);
  expect(await names(early.arriving)).toEqual(await names(snapshotBytes(scope)));
});
