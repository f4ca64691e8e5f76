import { afterAll, describe, expect, test } from "vitest";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { fromNow } from "#tests/support/from-now.ts";
import {
  makePortfolios,
  makeRunning,
  type PortfolioTeam,
  payloadOf,
  type Settled,
  settle,
  snapshotOf,
  type TestDebtor,
} from "#tests/support/snapshots/snapshot-world.ts";

afterAll(() => closeAll());

const ana: TestDebtor = { identification: "1", name: "Ana", balance: 100 };
const accepted = { identification: "1", state: "accepted", evidence: "whole_batch" } as const satisfies Settled;
const unconfirmed = { identification: "1", state: "unconfirmed" } as const satisfies Settled;
const readBack = { identification: "1", state: "accepted", evidence: "read_back" } as const satisfies Settled;
const absent = { identification: "1", state: "rejected", evidence: "read_back" } as const satisfies Settled;
const saidAccepted = { identification: "1", state: "accepted", evidence: "person" } as const satisfies Settled;
const saidRejected = { identification: "1", state: "rejected", evidence: "person" } as const satisfies Settled;

let team: PortfolioTeam;
let [own, other] = ["", ""];
let place = 0;

async function begin(): Promise<void> {
  team = await makePortfolios(2);
  [own = "", other = ""] = team.portfolioIds;
}

/** Sends one debtor in a younger upload than all before, and settles it by these outcomes one after the other. */
async function sent(portfolioId: string | null, debtor: TestDebtor, ...outcomes: Settled[]) {
  const upload = await makeRunning(team, portfolioId, place++, [debtor]);
  for (const outcome of outcomes) await settle(upload, [outcome]);
  return upload;
}

const rowOf = async (portfolioId: string) => (await snapshotOf(portfolioId)).get("1");
const live = (debtor: TestDebtor) => ({ state: "live", isSure: true, payload: payloadOf(debtor) });

describe("the row of a debtor", () => {
  test.each([
    ["in the reply", [accepted]],
    ["by read-back", [unconfirmed, readBack]],
    ["by a person's word", [unconfirmed, saidAccepted]],
  ])("is what was accepted %s", async (_, outcomes) => {
    await begin();
    const { uploadId } = await sent(own, ana, ...outcomes);
    expect(await rowOf(own)).toMatchObject({ ...live(ana), uploadId });
    const row = await ownerDatabase().snapshotDebtor.findFirstOrThrow({ where: { portfolioId: own } });
    expect([row.obligations, row.balance.toFixed(2), row.digest, row.stableDigest]).toEqual([
      1,
      "100.00",
      "Ana 100 ",
      "stable Ana 100 ",
    ]);
    expect(row.place).toEqual(
      (await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } })).confirmedAt,
    );
  });

  test("stays as it was while nothing gets in", async () => {
    await begin();
    await sent(own, ana, accepted);
    await sent(own, { ...ana, balance: 200 }, { identification: "1", state: "rejected", evidence: "named_in_reply" });
    await sent(own, { ...ana, balance: 300 }, { identification: "1", state: "not_sent" });
    expect(await rowOf(own)).toMatchObject(live(ana));
  });

  test("follows the youngest upload, whenever older ones settle", async () => {
    await begin();
    const first = await sent(own, ana, unconfirmed);
    await sent(own, { ...ana, balance: 200 }, accepted);
    await settle(first, [saidAccepted]);
    expect(await rowOf(own)).toMatchObject(live({ ...ana, balance: 200 }));
  });

  test("is uncertain while nobody knows, and keeps what was accepted", async () => {
    await begin();
    await sent(own, ana, accepted);
    const doubtful = await sent(own, { ...ana, balance: 200 }, unconfirmed);
    const uncertain = { state: "uncertain", isSure: false, payload: payloadOf(ana) };
    expect(await rowOf(own)).toMatchObject(uncertain);
    await settle(doubtful, [saidRejected]);
    expect(await rowOf(own)).toMatchObject(uncertain);
  });

  test("does not become certain by an older upload", async () => {
    await begin();
    const first = await sent(own, ana, unconfirmed);
    await sent(own, { ...ana, balance: 200 }, unconfirmed);
    await settle(first, [saidAccepted]);
    expect(await rowOf(own)).toMatchObject({ state: "uncertain", payload: null });
  });

  test("goes once the CRM has nobody", async () => {
    await begin();
    await sent(own, ana, accepted);
    const first = await sent(own, ana, unconfirmed);
    await sent(other, ana, accepted);
    const second = await sent(own, ana, unconfirmed, absent);
    expect(await rowOf(own)).toBeUndefined();
    expect(await rowOf(other)).toMatchObject({ state: "uncertain", isSure: false });
    // The records of the second one are all that shows that the first one's word is old.
    await settle(first, [saidAccepted]);
    expect(await rowOf(own)).toMatchObject({ state: "uncertain", uploadId: first.uploadId });
    expect(second.uploadId).not.toBe(first.uploadId);
  });

  test("is uncertain if accepted after what was sent is erased", async () => {
    await begin();
    const upload = await sent(own, ana, unconfirmed);
    await ownerDatabase().record.updateMany({
      where: { uploadId: upload.uploadId },
      data: { payload: null, digest: null },
    });
    await settle(upload, [saidAccepted]);
    expect(await rowOf(own)).toMatchObject({ state: "uncertain", payload: null });
  });

  test("outlives the erasure of its upload", async () => {
    await begin();
    const { uploadId } = await sent(own, ana, accepted);
    await ownerDatabase().record.updateMany({
      where: { uploadId },
      data: { payload: null, source: null, digest: null },
    });
    expect(await rowOf(own)).toMatchObject(live(ana));
  });
});

describe("additions", () => {
  const added: TestDebtor = { ...ana, obligation: "1-2" };
  const ends = [[accepted], [unconfirmed, readBack], [unconfirmed, saidAccepted]] as const;
  const doubts = {
    "nobody knows whether the load before arrived": async () => void (await sent(own, ana, unconfirmed)),
    "the operation has changed since": async () => {
      await sent(own, ana, accepted);
      await ownerDatabase().tenant.update({ where: { id: team.tenantId }, data: { operation: team.tenantId } });
    },
    "the CRM may have refused the load before": async () => void (await sent(own, ana, unconfirmed, saidRejected)),
  };

  test.each(Object.keys(doubts) as (keyof typeof doubts)[])("leave a row in doubt where %s", async (doubt) => {
    for (const outcomes of ends) {
      await begin();
      await doubts[doubt]();
      const upload = await makeRunning(team, own, place++, [added], { isAdditions: true });
      for (const outcome of outcomes) await settle(upload, [outcome]);
      expect(await rowOf(own), outcomes.map(({ state }) => state).join()).toMatchObject({ state: "uncertain" });
    }
  });

  test("end the doubt that is their own", async () => {
    for (const outcomes of ends) {
      await begin();
      await sent(own, ana, accepted);
      const upload = await makeRunning(team, own, place++, [added], { isAdditions: true });
      for (const outcome of outcomes) await settle(upload, [outcome]);
      expect(await rowOf(own), outcomes.map(({ state }) => state).join()).toMatchObject({
        state: "live",
        isSure: true,
      });
    }
  });
});

describe("an upload of another portfolio, or of none", () => {
  test.each([
    ["another", true],
    ["none", false],
  ])("of %s makes rows whose obligations it sends uncertain", async (_, isOther) => {
    await begin();
    await sent(own, { ...ana, obligation: 'a "1"' }, accepted);
    await sent(isOther ? other : null, { ...ana, obligation: 'a "1"' }, accepted);
    expect((await rowOf(own))?.state).toBe("live");
    await sent(isOther ? other : null, { ...ana, balance: 7, obligation: 'a "1"' }, accepted);
    expect((await rowOf(own))?.state).toBe("uncertain");
  });

  test("of none leaves nothing live in a CRM that replaces", async () => {
    await begin();
    await ownerDatabase().tenant.update({ where: { id: team.tenantId }, data: { obligations: "replaces" } });
    await sent(own, ana, accepted);
    await sent(other, { ...ana, obligation: "1-2" }, accepted);
    expect((await rowOf(own))?.state).toBe("live");
    await sent(null, { ...ana, obligation: "1-3" }, accepted);
    expect([(await rowOf(own))?.state, (await rowOf(other))?.state]).toEqual(["uncertain", "uncertain"]);
  });

  test.each([
    ["another", true],
    ["none", false],
  ])("of %s makes rows with other values uncertain", async (_, isOther) => {
    await begin();
    await sent(own, ana, accepted);
    await sent(isOther ? other : null, { ...ana, balance: 7, obligation: "1-2" }, accepted);
    expect(await rowOf(own)).toMatchObject(live(ana));
    await sent(isOther ? other : null, { ...ana, name: "Eva" }, accepted);
    // Its obligations are still those that were accepted.
    expect(await rowOf(own)).toMatchObject({ state: "uncertain", isSure: true, payload: payloadOf(ana) });
    if (isOther) expect(await rowOf(other)).toMatchObject(live({ ...ana, name: "Eva" }));
  });

  test("does so as soon as it may have arrived", async () => {
    await begin();
    await sent(own, ana, accepted);
    await sent(null, { ...ana, name: "Eva" }, unconfirmed);
    expect(await rowOf(own)).toMatchObject({ state: "uncertain", isSure: true });
  });

  test("does nothing to rows of younger uploads", async () => {
    await begin();
    const late = await sent(other, { ...ana, name: "Eva" }, unconfirmed);
    await sent(own, ana, accepted);
    await settle(late, [saidAccepted]);
    expect(await rowOf(own)).toMatchObject(live(ana));
    expect(await rowOf(other)).toMatchObject({ state: "uncertain" });
  });

  test("leaves who is gone or closed as they are", async () => {
    await begin();
    await sent(own, ana, accepted);
    await ownerDatabase().snapshotDebtor.updateMany({
      where: { portfolioId: own },
      data: { state: "gone", since: fromNow() },
    });
    await sent(other, { ...ana, name: "Eva" }, accepted);
    expect(await rowOf(own)).toMatchObject({ state: "gone", isSure: true });
  });
});

test("a close-out closes whom it names, and not who stays", async () => {
  await begin();
  const eva = { identification: "2", name: "Eva", balance: 5 };
  const first = await makeRunning(team, own, place++, [ana, eva]);
  const both = [accepted, { ...accepted, identification: "2" }];
  await settle(first, both);
  const gone = { state: "gone", since: new Date(0) } as const;
  await ownerDatabase().snapshotDebtor.updateMany({ where: { portfolioId: own, identification: "1" }, data: gone });
  const closing = await makeRunning(
    team,
    own,
    place++,
    [
      { ...ana, balance: 0 },
      { ...eva, balance: 0 },
    ],
    { closesOutId: first.uploadId },
  );
  const staying = { uploadId: closing.uploadId, identification: "2" };
  await ownerDatabase().record.updateMany({ where: staying, data: { change: "changed" } });
  await settle(closing, [unconfirmed, { ...unconfirmed, identification: "2" }]);
  await settle(closing, both);
  const after = await snapshotOf(own);
  expect([after.get("1")?.state, after.get("1")?.isSince, after.get("2")?.state]).toEqual(["closed", true, "live"]);
  await sent(own, ana, accepted);
  expect(await rowOf(own)).toMatchObject({ ...live(ana), isSince: false });
});

test("a close-out leaves the row of who stays alone", async () => {
  await begin();
  const first = await sent(own, ana, accepted);
  const closing = await makeRunning(team, own, place++, [{ ...ana, balance: 0 }], { closesOutId: first.uploadId });
  await ownerDatabase().record.updateMany({ where: { uploadId: closing.uploadId }, data: { change: "changed" } });
  await settle(closing, [accepted]);
  expect(await rowOf(own)).toMatchObject({ ...live(ana), uploadId: first.uploadId });
});

test("whoever is erased amid a close-out is closed, not live", async () => {
  await begin();
  const first = await sent(own, ana, accepted);
  const closing = await makeRunning(team, own, place++, [{ ...ana, balance: 0 }], { closesOutId: first.uploadId });
  await ownerDatabase().snapshotDebtor.deleteMany({ where: { portfolioId: own } });
  await settle(closing, [accepted]);
  expect(await rowOf(own)).toMatchObject({ state: "closed", isSince: true });
});

test("another server or operation makes everything uncertain", async () => {
  await begin();
  await sent(own, ana, accepted);
  const inFlight = await sent(own, { ...ana, balance: 200 });
  await ownerDatabase().tenant.update({ where: { id: team.tenantId }, data: { name: `${team.name} bis` } });
  expect(await rowOf(own)).toMatchObject(live(ana));
  await ownerDatabase().tenant.update({ where: { id: team.tenantId }, data: { operation: "otra" } });
  expect(await rowOf(own)).toMatchObject({ state: "uncertain", isSure: false });
  // What went to the old one says nothing of the new one.
  await settle(inFlight, [accepted]);
  expect(await rowOf(own)).toMatchObject({ state: "uncertain", isSure: false });
  await sent(own, ana, accepted);
  expect(await rowOf(own)).toMatchObject(live(ana));
});

test.each(["gone", "closed"] as const)("another operation leaves who is %s out of the portfolio", async (state) => {
  await begin();
  await sent(own, ana, accepted);
  await ownerDatabase().snapshotDebtor.updateMany({ where: { portfolioId: own }, data: { state, since: fromNow() } });
  await ownerDatabase().tenant.update({ where: { id: team.tenantId }, data: { operation: `otra ${state}` } });
  expect(await rowOf(own)).toMatchObject({ state, isSure: false, isSince: true });
  // Whoever returns is sent, and known again.
  await sent(own, ana, accepted);
  expect(await rowOf(own)).toMatchObject({ ...live(ana), isSince: false });
});

test("who is gone stays so where the CRM has nobody", async () => {
  await begin();
  await sent(own, ana, accepted);
  await ownerDatabase().snapshotDebtor.updateMany({
    where: { portfolioId: own },
    data: { state: "gone", since: fromNow() },
  });
  const late = await sent(other, { ...ana, name: "Eva" }, unconfirmed);
  await settle(late, [{ identification: "1", state: "rejected", evidence: "read_back" }]);
  expect(await rowOf(own)).toMatchObject({ state: "gone", isSure: false });
});

test("a deleted portfolio takes its snapshot along", async () => {
  await begin();
  const { uploadId } = await sent(own, ana, accepted);
  await sent(other, ana, accepted);
  await ownerDatabase().upload.delete({ where: { id: uploadId } });
  await ownerDatabase().portfolio.delete({ where: { id: own } });
  expect([await rowOf(own), (await rowOf(other))?.state]).toEqual([undefined, "live"]);
});

test("a tenant without portfolios has no snapshot", async () => {
  team = await makePortfolios(0);
  await sent(null, ana, accepted);
  expect(await ownerDatabase().snapshotDebtor.count({ where: { tenantId: team.tenantId } })).toBe(0);
});
