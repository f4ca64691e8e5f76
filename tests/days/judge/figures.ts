import type { Receipt } from "#lib/domain/portfolio/receipt.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { centsOf } from "../world/expected.ts";
import type { World } from "../world/world.ts";
import { nameOf } from "./outcomes.ts";
import { isErasedSince, lineOf, rootOf, type Seen, type SeenRecord } from "./seen.ts";

/** A sum of money as a page shows it. */
export const cents = (balance: string): bigint =>
  balance.startsWith("-") ? -centsOf(balance.slice(1)) : centsOf(balance);

/** Every debtor of a file is in exactly one place, and every page's figures are those of the debtors. */
export async function judgeFigures(world: World, seen: readonly Seen[]): Promise<void> {
  for (const one of seen) {
    if (one.isErased || one.state === "staging") continue;
    // What has been judged and has not changed since is still so: a page of figures takes a dozen statements.
    const family = seen.filter((other) => rootOf(world, other.known) === rootOf(world, one.known));
    const figures = JSON.stringify([one.state, one.leftOut.length, family.map(({ counters }) => counters)]);
    if (world.judgedFigures.get(one.known.id) === figures) continue;
    world.judgedFigures.set(one.known.id, figures);
    judgePlaces(world, one);
    await judgeSums(world, one);
    if (one.known.confirmedAt !== null && (one.state === "finished" || one.state === "cancelled"))
      await judgeReceipt(world, one, family);
  }
}

function judgePlaces(world: World, one: Seen): void {
  const { known, records, leftOut } = one;
  if (known.kind === "retry" || known.kind === "close_out" || known.rows.length === 0) return;
  // A draft that was refused or given up has nothing.
  if (records.length + leftOut.length === 0 && known.confirmedAt === null) return;
  const sent = Map.groupBy(records, ({ identification }) => identification);
  const out = new Set(leftOut);
  for (const [identification, { isIncomplete }] of known.debtors) {
    if (isErasedSince(world, known, identification)) continue;
    const places = (sent.get(identification)?.length ?? 0) + (out.has(identification) ? 1 : 0);
    if (places !== 1) world.differs("in one place", `${nameOf(one)}: ${identification} is in ${places}`);
    const isOut = isIncomplete || known.held.has(identification);
    if (known.kind !== "correction" && places === 1 && isOut !== out.has(identification))
      world.differs("left out", `${nameOf(one)}: ${identification} is ${isOut ? "not " : ""}left out`);
  }
}

function sumOf(one: Seen, records: readonly SeenRecord[]) {
  const all = records.map(({ identification }) => one.known.debtors.get(identification));
  return {
    debtors: records.length,
    obligations: all.reduce((sum, debtor) => sum + (debtor?.payload.obligations.size ?? 0), 0),
    cents: all.reduce((sum, debtor) => sum + (debtor?.cents ?? 0n), 0n),
  };
}

/** As it is counted: who differs in nothing but what changes daily apart from the unchanged. */
function kindOf({ state, change }: SeenRecord): string {
  return state === "unchanged" && change === "volatile" ? change : state;
}

async function judgeSums(world: World, one: Seen): Promise<void> {
  const { known, records } = one;
  const { groups, totals } = await showUpload(known.tenant.supervisor, { uploadId: known.id });
  const all = Object.entries(groups);
  const sum = all.reduce((to, [, { balance }]) => to + cents(balance), 0n);
  if (sum !== cents(totals.staged.balance)) world.differs("sums", `${nameOf(one)}: its groups do not add up`);
  if (totals.file.rows !== totals.setAside + totals.leftOut.rows + totals.staged.rows)
    world.differs("sums", `${nameOf(one)}: its rows do not add up`);
  const hasErased = records.some(({ identification }) => !known.debtors.has(identification));
  for (const [state, group] of all) {
    const of = sumOf(
      one,
      records.filter((record) => kindOf(record) === state),
    );
    const isSame =
      group.debtors === of.debtors && group.obligations === of.obligations && cents(group.balance) === of.cents;
    if (group.debtors !== of.debtors || !(isSame || hasErased || known.kind === "close_out"))
      world.differs(
        "sums",
        `${nameOf(one)}: ${state} ${JSON.stringify(group)}, and the file has ${of.debtors} ${of.obligations} ${of.cents}`,
      );
  }
}

async function judgeReceipt(world: World, one: Seen, family: readonly Seen[]): Promise<void> {
  const { known } = one;
  const answer = await world.ask("receipt", () => showReceipt(known.tenant.supervisor, { uploadId: known.id }));
  if (!("done" in answer)) {
    world.differs("receipt", `${nameOf(one)}: ${answer.refused}`);
    return;
  }
  const { read, setAsideRows, leftOut, staged, groups, rejectedReasons, notSentReasons, leftOutReasons, ...rest } =
    answer.done;
  const differs = (what: string) => world.differs("receipt", `${nameOf(one)}: ${what}`);
  if (read.rows !== setAsideRows + leftOut.rows + staged.rows) differs("rows do not add up");
  if (cents(read.balance) !== cents(leftOut.balance) + cents(staged.balance)) differs("balances do not add up");
  const total = (sums: readonly { readonly debtors: number }[]) => sums.reduce((to, { debtors }) => to + debtors, 0);
  if (total(Object.values(groups)) !== staged.debtors) differs("groups do not add up");
  if (total(rejectedReasons) !== groups.rejected.debtors) differs("reasons of who is rejected do not add up");
  if (total(notSentReasons) !== groups.not_sent.debtors) differs("reasons of who is not sent do not add up");
  const parts = [...leftOutReasons, rest.leftOutEarlier, rest.leftOutRepeated].filter((part) => part !== null);
  if (parts.reduce((to, { rows }) => to + rows, 0) !== leftOut.rows) differs("left-out rows do not add up");
  if (known.kind !== "retry" && known.kind !== "close_out" && known.rows.length + setAsideRows !== read.rows)
    differs(`${read.rows} rows were read of ${known.rows.length}`);
  judgeAcceptedLater(world, one, family, rest.acceptedLater);
}

/** Who did not get in with an upload, and did with a retry or correction of it, or with one of those. */
export function judgeAcceptedLater(
  world: World,
  one: Seen,
  family: readonly Seen[],
  told: Receipt["acceptedLater"],
): void {
  const after = family.filter(({ known }) => known !== one.known && lineOf(world, known).includes(one.known));
  const failed = one.records.filter(({ state }) => ["rejected", "unconfirmed", "not_sent"].includes(state));
  const groups = [
    ["sent", failed.map(({ identification }) => identification)],
    ["leftOut", [...new Set(one.leftOut)]],
  ] as const;
  for (const [group, identifications] of groups) {
    const got = identifications.flatMap((identification) => {
      const by = after.filter(({ records }) =>
        records.some((record) => record.identification === identification && record.state === "accepted"),
      );
      return by.length === 0 ? [] : [by.map(({ known }) => known.debtors.get(identification) ?? null)];
    });
    const { debtors = 0, obligations = 0, balance = "0.00" } = told?.[group] ?? {};
    const differs = (what: string) => world.differs("receipt", `${nameOf(one)}, ${group} accepted later: ${what}`);
    if (debtors !== got.length) differs(`${debtors} debtors, and it is ${got.length}`);
    // Whoever was accepted twice, or erased since, has sums that nobody else can know.
    const sure = got.flatMap((files) => (files.length === 1 ? (files[0] ?? []) : []));
    if (sure.length < got.length) continue;
    const numbers = sure.reduce((sum, { payload }) => sum + payload.obligations.size, 0);
    const all = sure.reduce((sum, file) => sum + file.cents, 0n);
    if (obligations !== numbers) differs(`${obligations} obligations, and it is ${numbers}`);
    if (cents(balance) !== all) differs(`${balance}, and it is ${all} cents`);
  }
}
