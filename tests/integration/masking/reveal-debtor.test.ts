import { beforeAll, describe, expect, test } from "vitest";
import { hidden } from "#lib/domain/masking/mask-text.ts";
import { holdKey as keyOfPerson } from "#lib/domain/person/hold-key.ts";
import { type GoneList, goneLists } from "#lib/domain/views/close-out-view.ts";
import { listedGroups } from "#lib/domain/views/comparison-view.ts";
import type { DebtorRef, Maskable, RevealedDebtor } from "#lib/domain/views/debtor-ref.ts";
import { sealDebtorKey } from "#lib/secrets/debtor-key.ts";
import { personDigest } from "#lib/secrets/person-digest.ts";
import { listGone } from "#lib/services/close-outs/list-gone.ts";
import { listComparedDebtors } from "#lib/services/comparison/list-compared-debtors.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { listHolds } from "#lib/services/holds/list-holds.ts";
import { revealDebtor } from "#lib/services/masking/reveal-debtor.ts";
import { revealHold } from "#lib/services/masking/reveal-hold.ts";
import { listLeftOut } from "#lib/services/outcomes/list-left-out.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { searchDebtor } from "#lib/services/outcomes/search-debtor.ts";
import { searchPortal } from "#lib/services/search/search-portal.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { makeCloseOut, sentPortfolio, without } from "#tests/support/close-outs/gone-world.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeTeam } from "#tests/support/factories.ts";
import { sent } from "#tests/support/people/whole-life.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";

const holdKey = (identification: string) => keyOfPerson(identification, "CO");

const { host } = await runStage();
const reason = "lo pide la oficina del banco";

describe("a masked debtor", () => {
  let world: Awaited<ReturnType<typeof sentPortfolio>>;
  let lists: Readonly<Record<string, () => Promise<readonly (RevealedDebtor & Maskable)[]>>>;
  const mask = (masksDebtors: boolean) => editTenant(world.admin, { tenantId: world.tenantId, masksDebtors });
  const entries = () =>
    ownerDatabase().auditEntry.findMany({
      where: { tenantId: world.tenantId, action: "debtor_revealed" },
      orderBy: { id: "asc" },
    });

  beforeAll(async () => {
    world = await sentPortfolio(host);
    const { supervisor, tenantId, portfolioId, rows, stage } = world;
    const changed = without(rows, 1, 2, 5).map((cells, at) => (at < 6 ? cells.with(2, `otra${at}@correo.co`) : cells));
    // Who has a second obligation loses it; two rows cannot be read.
    const shorter = changed.filter(([id, , , , , obligation]) => !(id === "10000009" && obligation === "9-2"));
    const day = await stage([...shorter, ["10000900", "Sin saldo", "x", "y", "", "1", "T", "mil"]]);
    await sent(supervisor, day);
    await sent(supervisor, (await makeCloseOut(supervisor, day)).uploadId);
    const next = await stage(without(shorter, 7, 8).filter(([, , , , , obligation]) => obligation !== "12-2"));
    await sent(supervisor, next);
    await addHolds(supervisor, { tenantId, identifications: ["77001122", "77001133"], why: "claim", note: "PQR 4411" });
    lists = {
      records: async () => (await listRecords(supervisor, { uploadId: day, state: "accepted", limit: 200 })).items,
      leftOut: async () => (await listLeftOut(supervisor, { uploadId: day })).items,
      search: () => searchDebtor(supervisor, { tenantId, identification: "10000003" }),
      ...Object.fromEntries(
        listedGroups.map((group) => [
          `compared ${group}`,
          async () => (await listComparedDebtors(supervisor, { uploadId: day, group })).items,
        ]),
      ),
      ...Object.fromEntries(
        goneLists.map((list: GoneList) => [
          list,
          async () => (await listGone(supervisor, { portfolioId, list })).items,
        ]),
      ),
    };
  });

  test("is revealed from each list exactly as the list was without the mask", async () => {
    const before = (await entries()).length;
    let revealed = 0;
    for (const [name, list] of Object.entries(lists)) {
      await mask(false);
      const plain = await list();
      expect(plain.every(({ revealBy }) => revealBy === undefined)).toBe(true);
      await mask(true);
      const masked = await list();
      expect(masked).toHaveLength(plain.length);
      for (const [at, row] of masked.slice(0, 5).entries()) {
        expect(row.identification, name).toBe(hidden + plain[at]?.identification?.slice(-4));
        const { revealBy } = row;
        if (revealBy === undefined || revealBy.list === "holds") expect.unreachable(name);
        else expect(await revealDebtor(world.supervisor, revealBy), name).toEqual(plain[at]);
        revealed++;
      }
    }
    expect(revealed).toBeGreaterThan(15);
    const written = (await entries()).slice(before);
    expect(written).toHaveLength(revealed);
    expect(new Set(written.map(({ details }) => (details as { list: string }).list))).toEqual(
      new Set(["records", "left_out", "compared", "gone", "staying", "closed"]),
    );
    expect(JSON.stringify(written)).not.toMatch(/1000\d{4}/);
  });

  test("on the hold list is revealed to who may see it", async () => {
    await mask(true);
    const { supervisor, auditor, tenantId } = world;
    const { items } = await listHolds(supervisor, { tenantId });
    const [first] = items;
    const input = { tenantId, holdId: first?.id ?? "" };
    const hold = await revealHold(supervisor, input);
    expect(hold.identification).toMatch(/^770011/);
    expect(first?.identification).toBe(hidden + hold.identification.slice(-4));
    const entry = (await entries()).at(-1);
    expect(entry?.details).toEqual({ list: "holds", person: personDigest(tenantId, holdKey(hold.identification)) });
    await expect(revealHold(auditor, input)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("is revealed to an auditor for a reason, which the entry keeps", async () => {
    await mask(true);
    const { auditor, tenantId } = world;
    const [row] = (await lists.records?.()) ?? [];
    const ref = row?.revealBy as DebtorRef & { uploadId: string };
    const before = (await entries()).length;
    for (const given of [{}, { reason: "" }, { reason: "porque" }])
      await expect(revealDebtor(auditor, { ...ref, ...given })).rejects.toMatchObject({ code: "invalid" });
    expect(await entries()).toHaveLength(before);
    const { identification } = await revealDebtor(auditor, { ...ref, reason });
    const entry = (await entries()).at(-1);
    expect(entry).toMatchObject({ actorId: auditor.actor.userId, subject: ref.uploadId });
    const person = personDigest(tenantId, holdKey(identification ?? ""));
    expect(entry?.details).toEqual({ list: "records", person, reason });
  });

  test("is not found by another tenant's key, or by one that nobody made", async () => {
    await mask(true);
    const { supervisor, portfolioId } = world;
    const theirs = await makeTeam({ server: "crm02.wolkvox.com" });
    const before = (await entries()).length;
    for (const key of [sealDebtorKey("10000001", theirs.tenantId), "10000001", ""])
      await expect(revealDebtor(supervisor, { list: "closed", portfolioId, key })).rejects.toMatchObject({
        code: "not_found",
      });
    expect(await entries()).toHaveLength(before);
  });

  test("is not found out by pages, by first digits or by part of a number", async () => {
    const { supervisor, tenantId, portfolioId } = world;
    await mask(false);
    const all = (await listGone(supervisor, { portfolioId, list: "closed" })).items.map((one) => one.identification);
    await mask(true);
    // A page after a number that was typed is the first page.
    const guessed = await listGone(supervisor, { portfolioId, list: "closed", after: all[0] ?? "", limit: 1 });
    expect(guessed.items[0]?.identification).toBe(hidden + all[0]?.slice(-4));
    const read: string[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const page: Awaited<ReturnType<typeof listGone>> = await listGone(supervisor, {
        portfolioId,
        list: "closed",
        after,
        limit: 1,
      });
      read.push(...page.items.map((one) => one.identification));
      after = page.next;
    }
    expect(read).toEqual(all.map((one) => hidden + one.slice(-4)));
    expect((await searchPortal(supervisor, { text: "100000" })).debtors).toEqual([]);
    expect((await searchPortal(supervisor, { text: "10.000.003" })).debtors).toMatchObject([
      { identification: "••••0003", isMasked: true },
    ]);
    const found = async (text: string) => (await listHolds(supervisor, { tenantId, text })).items.length;
    expect([await found("7700"), await found("CC 77.001.122"), await found("pqr"), await found("4411")]).toEqual([
      0, 1, 2, 0,
    ]);
    expect(await searchDebtor(supervisor, { tenantId, identification: "10000003" })).not.toEqual([]);
  });
});
