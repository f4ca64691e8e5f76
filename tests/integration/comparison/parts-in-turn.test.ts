import { expect, test } from "vitest";
import { listComparedDebtors } from "#lib/services/comparison/list-compared-debtors.ts";
import { renewComparison } from "#lib/services/comparison/renew-comparison.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { row } from "#tests/support/comparison/days-in-parts.ts";
import { steppedPortfolio } from "#tests/support/comparison/stepped-portfolio.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";

const { host } = await runStage({ hasWorker: false });

const both = (...debtors: readonly number[]) => debtors.flatMap((debtor) => [row(debtor, 1), row(debtor, 2)]);
const dayOne = [...both(1, 2, 3, 4, 5, 6, 7, 8, 9), row(1, 3), row(1, 4)];
/** Without debtor 2. */
const dayTwo = dayOne.filter(([, name]) => name !== "Cliente 2");
/** Debtor 1 without one obligation, debtor 2 back in both parts, debtor 9 gone. */
const parts = [
  [row(1, 1), row(2, 1), ...both(3, 4, 5)],
  [row(1, 2), row(1, 4, 7), row(2, 2), ...both(6, 7, 8)],
] as const;

/** When part 1 is sent. */
for (const sent of ["after part 2 is compared", "before part 2 is compared again", "before part 2 is staged"])
  test(`a set's last part tells the same with part 1 sent ${sent}`, async () => {
    const { supervisor, stage, send, confirm, drain } = await steppedPortfolio(host);
    await send(dayOne);
    await send(dayTwo);
    const oneId = await stage(parts[0], { kind: "part", number: 1, of: 2 });
    const sendOne = async () => {
      await confirm(oneId);
      await drain();
    };
    if (sent === "before part 2 is staged") await sendOne();
    const twoId = await stage(parts[1], { kind: "part", number: 2, of: 2 });
    if (sent === "before part 2 is compared again") {
      await sendOne();
      await renewComparison(supervisor, { uploadId: twoId });
    }
    const { tellsGone, figures } = await showComparison(supervisor, { uploadId: twoId });
    expect(tellsGone).toBe(true);
    expect(figures.debtors.gone).toMatchObject({ debtors: 1, obligations: 2 });
    const { gone, changed, new: added, returned } = figures.obligations;
    const goneBefore = { debtors: 0, balance: "0.00", balanceBefore: "3030.30" };
    expect(gone).toEqual({ ...goneBefore, obligations: 3 });
    expect(changed).toMatchObject({ obligations: 1, balanceBefore: "1004.10", balance: "1004.17" });
    expect([added.obligations, returned.obligations]).toEqual([0, 1]);
    const { items } = await listComparedDebtors(supervisor, { uploadId: twoId, group: "changed" });
    const one = items.find(({ identification }) => identification === "10000001");
    expect(one).toMatchObject({ obligationsBefore: 3, balanceBefore: "3009.30", obligations: 2, balance: "2006.27" });
    expect(one?.changes?.filter(({ obligation }) => obligation === "1-3")).not.toEqual([]);
  });
