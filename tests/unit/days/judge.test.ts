import { expect, test } from "vitest";
import type { CrmNature } from "#tests/days/crm/crm-records.ts";
import { Ledger, type LedgerCall, Steps } from "#tests/days/crm/ledger.ts";
import { comesAgain } from "#tests/days/judge/erased.ts";
import { judgeAcceptedLater } from "#tests/days/judge/figures.ts";
import { judgeKept } from "#tests/days/judge/kept.ts";
import { judgeBalance } from "#tests/days/judge/morning.ts";
import { judgeObligations } from "#tests/days/judge/obligations.ts";
import { judgeOutcomes } from "#tests/days/judge/outcomes.ts";
import { judgePace } from "#tests/days/judge/pace.ts";
import type { Seen, SeenRecord } from "#tests/days/judge/seen.ts";
import { debtorsOf } from "#tests/days/world/expected.ts";
import type { KnownTenant, KnownUpload } from "#tests/days/world/known.ts";
import type { Difference, World } from "#tests/days/world/world.ts";

const place = { host: "crm", operation: "op" };
const row = (id: string, email: string, number = `A${id}`, balance = "10,00") =>
  [id, "Ana", email, "3001234567", "Oro", number, "Tarjeta", balance, "3", ""] as const;

/** A tenant, its uploads and a CRM, as the judge sees them. */
function stage(nature: Partial<CrmNature> = {}) {
  const steps = new Steps();
  const truly: CrmNature = { repeats: "updates", obligations: "merges", ...nature };
  const ledger = new Ledger(steps, () => truly);
  const said = [
    { step: 0, ...truly, repeats: "updates", ...place, token: "t", callsAtOnce: 1, country: "CO", currency: "COP" },
  ];
  const portfolio = { id: "p" };
  const tenant = {
    ...{ at: 0, operations: ["op"], portfolios: [portfolio], said, erased: new Map<string, number>() },
    ...{ resting: new Set<string>(), rested: new Map<string, number>() },
  };
  const uploads = new Map<string, KnownUpload>();
  const differences: Difference[] = [];
  const world = {
    ...{ uploads, tenants: [tenant], forgotten: [], kills: [] as number[], claimed: new Set<string>() },
    crm: { ledger, operations: new Map([["op", { nature: truly }]]) },
    tenantOf: () => tenant,
    placesOf: () => [place],
    differs: (rule: string, text: string) => differences.push({ rule, text }),
  } as unknown as World;
  const load = (id: string, rows: readonly (readonly string[])[], over: Partial<KnownUpload> = {}): KnownUpload => {
    const known = {
      ...{ id, tenant: tenant as unknown as KnownTenant, portfolio, kind: "whole", arrived: rows, rows, aside: [] },
      ...{
        debtors: debtorsOf(rows, true),
        held: new Set(),
        ofId: null,
        currency: "COP",
        stagedAt: steps.next(),
        confirmedAt: steps.next(),
      },
      ...{ cancelledAt: null, stops: [], isExplained: false, isDoubted: false, stated: new Map(), ...over },
    } as KnownUpload;
    uploads.set(id, known);
    return known;
  };
  const call = (known: KnownUpload, over: Partial<LedgerCall> = {}, isWritten = true): LedgerCall => {
    const debtors = [...known.debtors].map(([id, { payload }]) => [id, payload] as const);
    const one: LedgerCall = {
      ...{ step: steps.next(), ...place, token: "t", uploadId: known.id, body: "", debtors, what: "well" },
      ...{ applied: new Map(), refused: new Set(), atMs: 0, told: null, ...over },
    };
    ledger.calls.push(one);
    if (isWritten) for (const [id, payload] of one.debtors) ledger.write(one, id, payload);
    return one;
  };
  const seen = (
    known: KnownUpload,
    records: Record<string, SeenRecord["state"]>,
    leftOut: readonly string[] = [],
  ): Seen => ({
    ...{ known, state: "finished", isErased: false, isBelated: false, counters: [], leftOut },
    records: Object.entries(records).map(([identification, state]) => ({
      ...{ identification, state, evidence: null, reason: null, change: null, retriedInId: null },
    })),
  });
  const rules = () => differences.map(({ rule }) => rule);
  return { world, tenant, load, call, seen, rules, differences };
}

const told = (seconds: number) => ({ told: { atMs: 0, untilMs: seconds * 1_000 } });

test.each([
  [60, 2, ["called too early"]],
  [60, 61, []],
  // Nobody waits longer than 15 minutes.
  [1_000_000_000, 600, ["called too early"]],
  [1_000_000_000, 901, []],
])("a CRM that asks for %i s is called again after %i", (asked, after, rules) => {
  const { world, load, call, rules: found } = stage();
  const known = load("a", [row("1", "a@example.com")]);
  call(known, told(asked), false);
  call(known, { atMs: after * 1_000 });
  judgePace(world, 0);
  expect(found()).toEqual(rules);
});

test("whoever was killed has not heard that it should wait", () => {
  const { world, load, call, rules } = stage();
  const known = load("a", [row("1", "a@example.com")]);
  call(known, told(60), false);
  world.kills.push(world.uploads.size + 1_000);
  const { step } = call(known, { atMs: 2_000 });
  world.kills[0] = step - 0.5;
  judgePace(world, 0);
  expect(rules()).toEqual([]);
});

test.each([
  ["before@example.com", "accepted", ["forgets a value"]],
  ["before@example.com", "rejected", []],
  ["", "accepted", []],
] as const)("a placeholder after %j that was %s", (email, state, rules) => {
  const { world, load, call, seen, rules: found } = stage();
  const first = load("a", [row("1", email)]);
  call(first);
  call(load("b", [row("1", "")]));
  judgeKept(world, [seen(first, { 1: state })], 0);
  expect(found()).toEqual(rules);
});

test("a CRM that replaces forgets what a call of additions leaves out", () => {
  const { world, load, call, rules } = stage({ obligations: "replaces" });
  call(load("a", [row("1", "a@example.com", "A1"), row("1", "a@example.com", "A2")]));
  judgeObligations(world, 0);
  expect(rules()).toEqual([]);
  call(load("b", [row("1", "a@example.com", "A3")], { kind: "additions" }));
  judgeObligations(world, 0);
  expect(rules()).toEqual(["an obligation lost"]);
});

test("what a portfolio at rest had is forgotten", () => {
  const { world, tenant, load, call, rules } = stage({ obligations: "replaces" });
  call(load("a", [row("1", "a@example.com", "A1")]));
  tenant.rested.set("p", world.uploads.size + 1_000);
  call(load("b", [row("1", "a@example.com", "A3")], { kind: "additions" }));
  judgeObligations(world, 0);
  expect(rules()).toEqual([]);
});

test("only what a worker had claimed may be unconfirmed without a call", () => {
  const { world, load, seen, rules } = stage();
  const known = load("a", [row("1", "a@example.com")]);
  world.claimed.add("a 1");
  judgeOutcomes(world, [seen(known, { 1: "unconfirmed" })]);
  expect(rules()).toEqual([]);
  world.claimed.clear();
  world.kills.push(1);
  judgeOutcomes(world, [seen(known, { 1: "unconfirmed" })]);
  expect(rules()).toEqual(["unconfirmed, and in no call"]);
});

test("whoever may have arrived with what a retry sends again is not called unsent", () => {
  const { world, load, call, seen, rules } = stage();
  const first = load("a", [row("1", "a@example.com")]);
  call(first);
  const retry = load("b", [], { kind: "retry", ofId: "a", debtors: first.debtors });
  judgeOutcomes(world, [seen(retry, { 1: "not_sent" })]);
  expect(rules()).toEqual(["not sent, and in the CRM"]);
});

test("an unchanged debtor stays as its file says, and where the load goes", () => {
  const { world, load, call, seen, rules } = stage();
  const rows = [row("1", "a@example.com")];
  call(load("a", rows));
  const earlier = load("b", [row("1", "b@example.com")]);
  const later = load("c", rows);
  judgeOutcomes(world, [seen(later, { 1: "unchanged" })]);
  expect(rules()).toEqual([]);
  call(earlier);
  judgeOutcomes(world, [seen(later, { 1: "unchanged" })]);
  expect(rules()).toEqual(["unchanged, and an earlier upload changes it"]);
  call(later, { operation: "otra" }, false);
  judgeOutcomes(world, [seen(later, { 1: "unchanged" })]);
  expect(rules().at(-1)).toBe("unchanged, and the load went elsewhere");
});

test.each([
  ["12.00", -0.25, "COP", 0],
  ["12.00", null, "COP", 1],
  ["16.00", -0.25, "COP", 1],
  ["12.00", null, "USD", 0],
  ["12.00", -0.25, "USD", 1],
])("the morning shows %s with a change of %s from %s", (amount, change, currency, found) => {
  const { world, load, seen } = stage();
  const files = [
    load("a", [row("1", "a@example.com", "A1", "16,00")], { currency }),
    load("b", [row("1", "a@example.com", "A1", "12,00")]),
    load("c", [row("1", "a@example.com", "A1", "99,00")], { cancelledAt: 90 }),
  ];
  const differences: string[] = [];
  const balance = { amount, currency: "COP", change, wholeDay: null };
  judgeBalance(
    world,
    { balance },
    files.map((known) => seen(known, {})),
    (what) => differences.push(what),
  );
  expect(differences).toHaveLength(found);
});

test.each([
  [{ debtors: 1, obligations: 1, balance: "10.00" }, 0],
  // As if the retry that failed counted, too.
  [{ debtors: 1, obligations: 2, balance: "20.00" }, 2],
  [null, 3],
])("a debtor accepted in a retry of a retry is told as %j", (sent, found) => {
  const { world, load, seen, differences } = stage();
  const first = load("a", [row("1", "a@example.com"), row("2", "b@example.com")]);
  const over = { kind: "retry", debtors: first.debtors } as const;
  const [retry, again] = [load("b", [], { ...over, ofId: "a" }), load("c", [], { ...over, ofId: "b" })];
  const one = seen(first, { 1: "rejected", 2: "accepted" });
  const leftOut = { rows: 0, debtors: 0, obligations: 0, balance: "0.00" };
  const family = [one, seen(retry, { 1: "rejected" }), seen(again, { 1: "accepted" })];
  judgeAcceptedLater(world, one, family, sent === null ? null : { sent, leftOut, elsewhere: [] });
  expect(differences).toHaveLength(found);
});

const [first, second] = [row("1", "a@example.com", "A1"), row("1", "a@example.com", "A2")];
const otherwise = ["unchanged, and otherwise in the CRM"];
test.each([
  ["has what it says", [second], [first, second], []],
  ["says something else", [second], [first, row("1", "a@example.com", "A2", "11,00")], otherwise],
  ["is older than what they have", [second, row("1", "a@example.com", "A1", "20,00")], [first, second], otherwise],
] as const)("where a CRM duplicates, a file behind additions %s", (_, added, file, rules) => {
  const { world, load, call, seen, rules: found } = stage({ repeats: "duplicates" });
  call(load("a", [first]));
  call(load("b", added, { kind: "additions" }));
  judgeOutcomes(world, [seen(load("c", file), { 1: "unchanged" })]);
  expect(found()).toEqual(rules);
});

test("who was erased comes again only with a file that was staged since", () => {
  const { world, tenant, load } = stage();
  const first = load("a", [row("1", "a@example.com")]);
  const known = tenant as unknown as KnownTenant;
  const since = first.confirmedAt ?? 0;
  load("b", [], { kind: "retry", ofId: "a", debtors: first.debtors });
  load("c", [], { kind: "close_out", ofId: "a", debtors: first.debtors });
  expect(comesAgain(world, known, "1", since)).toBe(false);
  load("d", [row("1", "a@example.com")]);
  expect(comesAgain(world, known, "1", since)).toBe(true);
});
