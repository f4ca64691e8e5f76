import { expect, test } from "vitest";
import { crmOf } from "#tests/support/comparison/crm-of.ts";
import { SendingBank } from "#tests/support/comparison/sending-bank.ts";
import { cases } from "#tests/support/depth.ts";
import { columnNamed, type Texts, textsOf } from "#tests/support/portfolio/day-texts.ts";
import { PortfolioDays } from "#tests/support/portfolio/days.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";

const { host, control } = await runStage();

const column = {
  identification: columnNamed("NRO DOCUMENTO"),
  name: columnNamed("NOMBRE CLIENTE"),
  obligation: columnNamed("NRO OBLIGACIÓN"),
  balance: columnNamed("SLD TOTAL"),
  days: columnNamed("DÍAS MORA"),
};

/** The days in arrears of some stand still, so that they are the same from day to day. */
const withStillDays = (day: Texts): Texts =>
  day.map((cells) => (/[0-6]$/.test(cells[column.identification] ?? "") ? cells.with(column.days, "30") : cells));

/** A file of debtors of a portfolio, loaded as one of none: some with values of its own. */
function ofNone(day: Texts): Texts {
  const people = [...new Set(day.map((cells) => cells[column.identification] ?? ""))].toSorted();
  const rowsOf = (from: number, to: number) =>
    people.slice(from, to).flatMap((id) => day.filter((cells) => cells[column.identification] === id));
  return [
    ...rowsOf(2, 5).map((cells) => cells.with(column.name, "Otro Nombre")),
    ...rowsOf(5, 8).map((cells) => cells.with(column.balance, "1.234,56")),
    ...rowsOf(8, 11).map((cells) => cells.with(column.obligation, `9${cells[column.obligation]}`)),
    ...rowsOf(11, 13),
  ];
}

const worlds = [
  { obligations: "replaces", countsVolatile: true, seed: 12 },
  { obligations: "merges", countsVolatile: false, seed: 4 },
] as const;

test.each(worlds.slice(0, cases(2, 1)))(
  "only changes equal full sends where it $obligations, days counted: $countsVolatile",
  async ({ obligations, countsVolatile, seed }) => {
    await control.setSettings({ obligations: obligations === "replaces" ? "replace" : "merge" });
    const setup = { server: host, batchSize: 25, repeatBehaviour: "updates", obligations, countsVolatile } as const;
    const banks = [
      await SendingBank.open({ ...setup, sends: "changes" }),
      await SendingBank.open({ ...setup, sends: "everything" }),
    ];
    const [own, other] = [
      new PortfolioDays({ seed, debtors: 60 }),
      new PortfolioDays({ seed, debtors: 45, firstDebtor: 40 }),
    ];
    const send = async (rows: Texts, portfolio: 0 | 1 | null) => {
      const uploads: string[] = [];
      for (const bank of banks)
        uploads.push((await bank.send(rows, portfolio === null ? null : (bank.portfolioIds[portfolio] ?? null))).id);
      return uploads;
    };
    const state = async (uploads: readonly string[], outcome: "accepted" | "rejected") => {
      const counts: number[] = [];
      for (const [index, bank] of banks.entries()) counts.push(await bank.state(uploads[index] ?? "", outcome));
      expect(Math.min(...counts)).toBeGreaterThan(0);
    };
    const expectEqual = async (when: string) => {
      const without = countsVolatile ? [] : ["days_delay"];
      const [changes, whole] = [
        await crmOf(control, banks[0]?.operation ?? "", without),
        await crmOf(control, banks[1]?.operation ?? "", without),
      ];
      expect(changes.length, when).toBeGreaterThan(60);
      expect(changes, when).toEqual(whole);
    };
    const today = () => [withStillDays(textsOf(own.next())), withStillDays(textsOf(other.next()))] as const;
    const unconfirmed = (identification: string | undefined) =>
      control.setFaults([
        {
          match: { identifications: [identification ?? ""] },
          action: { do: "wrong_sums", isSummaryMissing: true },
        },
      ]);

    const first = today();
    await unconfirmed(first[0][3]?.[column.identification]);
    const doubtful = await send(first[0], 0);
    await control.setFaults([]);
    await send(first[1], 1);
    await expectEqual("after the first day");

    const second = today();
    await send(second[0], 0);
    await send(second[1], 1);
    await expectEqual("after the second day");
    await state(doubtful, "accepted");
    await send(ofNone(second[0]), null);
    await expectEqual("after an upload of no portfolio");

    const third = today();
    await send(third[1], 1);
    await unconfirmed(third[0][5]?.[column.identification]);
    const lost = await send(third[0], 0);
    await control.setFaults([]);
    await expectEqual("after the third day");

    const fourth = today();
    await send(fourth[0], 0);
    await state(lost, "accepted");
    await send(fourth[1], 1);
    await expectEqual("after the fourth day");

    const [changes, whole] = banks.map(({ calls }) => calls);
    expect(whole?.made).toBe(whole?.everything);
    expect(changes?.made).toBeLessThan((changes?.everything ?? 0) * 0.8);
  },
);
