import { isOneOf, uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { MorningLine } from "#lib/domain/views/morning-view.ts";
import { showMorning } from "#lib/services/portfolios/show-morning.ts";
import type { KnownUpload } from "../world/known.ts";
import type { World } from "../world/world.ts";
import { cents } from "./figures.ts";
import { isStanding } from "./same-content.ts";
import { lineOf, type Seen } from "./seen.ts";

/** A portfolio's line of the morning, against its files. */
export async function judgeMorning(world: World, seen: readonly Seen[]): Promise<void> {
  for (const tenant of world.tenants) {
    const { lines } = await showMorning(tenant.supervisor);
    for (const portfolio of tenant.portfolios) {
      const line = lines.find((one) => one.portfolio.id === portfolio.id);
      const differs = (what: string) => world.differs("morning", `${portfolio.id}: ${what}`);
      const own = seen.filter(({ known }) => known.portfolio === portfolio);
      const isResting = tenant.resting.has(portfolio.id) && !own.some(isUnfinished);
      if ((line === undefined) !== isResting) differs(isResting ? "a line, and it is at rest" : "no line");
      if (line === undefined) continue;
      const staged = own.filter(({ state, known }) => state === "staged" && known.id !== line.uploadId).length;
      if (line.waiting !== staged) differs(`${line.waiting} wait, and ${staged} do`);
      judgeBalance(world, line, own, differs);
      const about = own.find(({ known }) => known.id === line.uploadId);
      if (about !== undefined) judgeDebtors(world, line, about, own, differs);
    }
  }
}

const isInLine = ({ state }: Seen) => isOneOf(uploadGroups.inLine, state);
const isUnfinished = (one: Seen) => one.state === "staged" || isInLine(one);

const balanceOf = ({ debtors }: KnownUpload) => [...debtors.values()].reduce((sum, debtor) => sum + debtor.cents, 0n);

/**
 * The balance is that of the file that was confirmed last and stands, or was sent all the same by what was made of it before
 * a younger file was confirmed; its change is that from the one before.
 */
export function judgeBalance(
  world: World,
  { balance }: Pick<MorningLine, "balance">,
  own: readonly Seen[],
  differs: (what: string) => void,
): void {
  const files = own
    .filter((one) => one.known.kind === "whole" && (isStanding(one.known) || isSentWhole(world, one, own)))
    .toSorted((a, b) => (b.known.confirmedAt ?? 0) - (a.known.confirmedAt ?? 0));
  if (files.slice(0, 2).some(({ isBelated }) => isBelated)) return;
  const wrong = wrongOf(
    balance,
    files.map(({ known }) => known),
  );
  if (wrong !== null) differs(wrong);
}

/** Whoever was not sent because it was cancelled is in something made of it that is confirmed, as of when no younger file was. */
function isSentWhole(world: World, { known, records, isErased }: Seen, own: readonly Seen[]): boolean {
  if (known.confirmedAt === null || isErased) return false;
  const after = own.filter((one) => one.known !== known && lineOf(world, one.known).includes(known));
  const isLeft = (one: Seen["records"][number]) => one.state === "not_sent" && one.reason === "upload_cancelled";
  const left = records.filter(isLeft).map(nameOf);
  const times = left.map((identification) =>
    after
      .filter((one) => one.records.some((record) => nameOf(record) === identification && !isLeft(record)))
      .reduce(
        (first, one) => Math.min(first, one.known.confirmedAt ?? Number.POSITIVE_INFINITY),
        Number.POSITIVE_INFINITY,
      ),
  );
  const at = Math.max(known.confirmedAt, ...times);
  const isOvertaken = own.some(({ known: other }) => {
    const isYounger = other.kind === "whole" && other !== known && (other.confirmedAt ?? 0) > (known.confirmedAt ?? 0);
    return isYounger && (other.confirmedAt ?? 0) < at;
  });
  return at < Number.POSITIVE_INFINITY && left.length > 0 && !isOvertaken;
}

/** What is wrong with a balance if these are the files, the last one first; null: nothing. */
function wrongOf(balance: MorningLine["balance"], [file, earlier]: readonly KnownUpload[]): string | null {
  const wanted = file === undefined ? 0n : balanceOf(file);
  if (cents(balance?.amount ?? "0.00") !== wanted)
    return `${balance?.amount ?? "no balance"}, and ${file?.id ?? "no file"} has ${wanted} cents`;
  if (balance === null) return null;
  if (file !== undefined && balance.currency !== file.currency)
    return `in ${balance.currency}, and ${file.id} is in ${file.currency}`;
  const from = earlier === undefined || earlier.currency !== file?.currency ? 0n : balanceOf(earlier);
  const change = from === 0n ? null : Number(wanted - from) / Number(from);
  const isSame =
    (change === null) === (balance.change === null) && Math.abs((change ?? 0) - (balance.change ?? 0)) <= 0.001;
  return isSame ? null : `a change of ${balance.change}, and it is ${change} from ${earlier?.id} to ${file?.id}`;
}

/** Whom it concerns, of those whom nobody holds: who is still to be sent, or not in the CRM. */
function judgeDebtors(
  world: World,
  line: MorningLine,
  about: Seen,
  own: readonly Seen[],
  differs: (what: string) => void,
): void {
  const { known, state, records, isErased } = about;
  const isOver = state === "finished" || state === "cancelled";
  if (isErased || state === "staging" || (isOver && (line.health !== "in_part" || known.ofId !== null))) return;
  const isIn = (one: Seen["records"][number]) => one.state === "accepted" || one.state === "unchanged";
  const after = own.filter((one) => one.known !== known && lineOf(world, one.known).includes(known));
  const there = new Set([...records.filter(isIn), ...after.flatMap((one) => one.records.filter(isIn))].map(nameOf));
  const pendingOf = (one: Seen) =>
    isDead(world, one.known, own)
      ? 0
      : one.records.filter((each) => each.state === "pending" && !known.tenant.holds.has(nameOf(each))).length;
  // Where an upload sends nobody, others of the portfolio wait behind it.
  const behind = isOneOf(uploadGroups.inLine, state) ? own.filter(isInLine) : [];
  const pending = pendingOf(about) || behind.reduce((sum, one) => sum + pendingOf(one), 0);
  const missing = isOver ? known.debtors.size - there.size - line.held : pending;
  if (line.debtors !== missing) differs(`${line.debtors} debtors of ${known.id} (${state}), and it is ${missing}`);
}

/** A close-out, or a retry of one, of whom a load named gone that was cancelled, and not sent since: nobody is closed by it. */
function isDead(world: World, known: KnownUpload, own: readonly Seen[]): boolean {
  const first = lineOf(world, known).at(-1);
  const load = first?.kind === "close_out" ? own.find((one) => one.known.id === first.ofId) : undefined;
  return load !== undefined && load.known.cancelledAt !== null && !isSentWhole(world, load, own);
}

const nameOf = ({ identification }: Seen["records"][number]) => identification;
