import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { groupRejections } from "#lib/services/outcomes/group-rejections.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTeam, signedOut, stage } from "#tests/support/factories.ts";

const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com", batchSize: 100 });
const stranger = (await makeTeam({ server: "crm02.wolkvox.com" })).supervisor;
afterAll(() => closeAll());

interface Rejected {
  readonly reason: string;
  /** The CRM's text for the debtor at this place with this identification; null: the CRM gave none. */
  readonly said: (place: number, identification: string) => string | null;
}

/** An upload whose first debtors were rejected like this; the others were accepted. */
async function rejectedUpload(debtors: number, rejected: readonly Rejected[]): Promise<string> {
  const uploadId = await stage(supervisor, tenantId, makePortfolio(debtors), { fileName: `${randomUUID()}.csv` });
  const records = await ownerDatabase().record.findMany({
    where: { uploadId },
    orderBy: { ordinal: "asc" },
    select: { ordinal: true, identification: true },
  });
  for (const { ordinal, identification } of records) {
    const one = rejected[ordinal];
    const remoteText = one?.said(ordinal, identification) ?? null;
    await ownerDatabase().record.update({
      where: { uploadId_ordinal: { uploadId, ordinal } },
      data:
        one === undefined
          ? { state: "accepted", evidence: "whole_batch" }
          : { state: "rejected", evidence: "named_in_reply", reason: one.reason, remoteText },
    });
  }
  return uploadId;
}

const same = (text: string, reason = "named_failure"): Rejected => ({ reason, said: () => text });
const times = (count: number, one: Rejected): Rejected[] => Array.from({ length: count }, () => one);

async function textsOf(uploadId: string): Promise<[string | null, number, boolean][]> {
  const { groups } = await groupRejections(supervisor, { uploadId });
  return groups.map(({ example, debtors, isVaried }) => [example, debtors, isVaried]);
}

describe("rejected debtors", () => {
  test("are grouped by reason and text, biggest first, with balances", async () => {
    const uploadId = await rejectedUpload(12, [
      same("Sin correo"),
      ...times(4, same("El teléfono no es válido")),
      ...times(2, same("Sin correo", "refused_whole")),
      { reason: "person", said: () => null },
      same("Sin correo"),
      same("Sin correo"),
    ]);
    const { groups, groupCount } = await groupRejections(supervisor, { uploadId });
    expect(groups.map(({ reason, example, debtors }) => [reason, example, debtors])).toEqual([
      ["named_failure", "El teléfono no es válido", 4],
      ["named_failure", "Sin correo", 3],
      ["refused_whole", "Sin correo", 2],
      ["person", null, 1],
    ]);
    expect(groupCount).toBe(4);
    const { rejected } = (await showUpload(supervisor, { uploadId })).groups;
    const cents = groups.reduce((sum, { balance }) => sum + BigInt(balance.replace(".", "")), 0n);
    expect(cents).toBe(BigInt(rejected.balance.replace(".", "")));
    expect(groups.reduce((sum, { debtors }) => sum + debtors, 0)).toBe(rejected.debtors);
  });

  test.each<[string, (place: number, identification: string) => string]>([
    ["their identification", (_, id) => `Identification ${id} already exists`],
    ["their identification with dots", (_, id) => `CC ${Number(id).toLocaleString("es-CO")} repetida`],
    ["a telephone and an amount", (place) => `Tel 30012${30_000 + place}, saldo $ 1.2${place}0.500,00 no válido`],
    ["an e-mail address", (place) => `Correo <persona${place}@example.com> no existe`],
    ["their place in the batch", (place) => `Fila ${place + 1}: falta el correo`],
  ])("whose texts differ by %s are one group", async (_, said) => {
    const uploadId = await rejectedUpload(4, times(3, { reason: "named_failure", said }));
    const { identification } = await ownerDatabase().record.findFirstOrThrow({ where: { uploadId, ordinal: 0 } });
    expect(await textsOf(uploadId)).toEqual([[said(0, identification), 3, true]]);
  });

  test("whose short numbers differ stay apart, as possible error codes", async () => {
    const uploadId = await rejectedUpload(4, [same("Error 1062"), same("Error 1048"), same("Error 1048")]);
    expect(await textsOf(uploadId)).toEqual([
      ["Error 1048", 2, false],
      ["Error 1062", 1, false],
    ]);
  });

  test("are found by their group only", async () => {
    const uploadId = await rejectedUpload(8, [...times(3, same("uno")), ...times(4, same("dos"))]);
    const { groups } = await groupRejections(supervisor, { uploadId });
    const found = await Promise.all(
      groups.map(({ key }) => listRecords(supervisor, { uploadId, state: "rejected", rejectionKey: key })),
    );
    expect(found.map(({ items }) => items.map(({ ordinal, remoteText }) => [ordinal, remoteText]))).toEqual([
      [3, 4, 5, 6].map((ordinal) => [ordinal, "dos"]),
      [0, 1, 2].map((ordinal) => [ordinal, "uno"]),
    ]);
    const [{ key = "" } = {}] = groups;
    expect((await groupRejections(supervisor, { uploadId, key })).groups).toEqual(groups.slice(0, 1));
    const page = await listRecords(supervisor, { uploadId, state: "rejected", rejectionKey: key, limit: 3 });
    expect(page.next).toBe("5");
  });

  test("of more groups than shown are counted", async () => {
    const uploadId = await rejectedUpload(
      6,
      ["a", "b", "c", "c", "d"].map((text) => same(text)),
    );
    const { groups, groupCount } = await groupRejections(supervisor, { uploadId, limit: 2 });
    expect(groups.map(({ example }) => example)).toEqual(["c", "a"]);
    expect(groupCount).toBe(4);
  });

  test("that do not exist make no group", async () => {
    const uploadId = await rejectedUpload(2, []);
    expect(await groupRejections(supervisor, { uploadId })).toEqual({ groups: [], groupCount: 0 });
  });
});

test("nobody else can see them", async () => {
  const uploadId = await rejectedUpload(2, [same("uno")]);
  const [{ key = "" } = {}] = (await groupRejections(supervisor, { uploadId })).groups;
  for (const input of [{ uploadId }, { uploadId, key }]) {
    await expect(groupRejections(signedOut, input)).rejects.toMatchObject({ code: "signed_out" });
    await expect(groupRejections(stranger, input)).rejects.toMatchObject({ code: "not_found" });
  }
  const other = await rejectedUpload(2, [same("uno")]);
  expect((await listRecords(supervisor, { uploadId: other, state: "rejected", rejectionKey: key })).items).toHaveLength(
    1,
  );
  await expect(groupRejections(supervisor, { uploadId, key: "x" })).rejects.toMatchObject({ code: "invalid" });
  await expect(groupRejections(supervisor, { uploadId, limit: 0 })).rejects.toMatchObject({ code: "invalid" });
});
