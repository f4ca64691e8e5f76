import { noChoices } from "#lib/domain/correction/correction.ts";
import type { Ctx } from "#lib/services/context.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { sentPortfolio } from "#tests/support/close-outs/gone-world.ts";
import { explainStops } from "#tests/support/comparison/portfolio-load.ts";
import { headers, makePortfolio, portfolioMapping } from "#tests/support/factories.ts";
import { failuresOf, fileOfReport, openAsPage, stageOpened } from "#tests/support/reports/correct-as-page.ts";
import type { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, waitForUpload } from "#tests/support/runs/tenant-run.ts";

/** Whoever is looked for afterwards: nobody else has any of these. */
export const canary = {
  identification: "7712340098",
  name: "Zoraida Canaria Quetzal",
  email: "zoraida.canaria@ejemplo.co",
  telephone: "3017712340",
};
export const otherNumber = "7712340099";
export const canaryTexts = [...Object.values(canary), otherNumber];
const row = (obligation: string, balance: string) => [
  canary.identification,
  canary.name,
  canary.email,
  canary.telephone,
  "Calle 1",
  obligation,
  "Tarjeta",
  balance,
];

export async function sent(ctx: Ctx, uploadId: string) {
  await explainStops(ctx, uploadId);
  await confirmUpload(ctx, { uploadId });
  return waitForUpload(ctx, uploadId, ["finished"]);
}

/** Loads in which the canary meets everything that a debtor can meet; one of the files has this name. */
export async function wholeLife(
  { control, host }: Pick<Awaited<ReturnType<typeof runStage>>, "control" | "host">,
  fileName: string,
) {
  const others = makePortfolio(40);
  const world = await sentPortfolio(host, [...others, row("C-1", "100,00"), row("C-2", "200,00")]);
  const { supervisor, tenantId } = world;
  // Changed, and refused by name in words that quote the canary to others of the batch.
  const message = `Email ${canary.email} is not valid`;
  await control.setFaults([
    {
      match: { identifications: [canary.identification] },
      action: { do: "refuse_debtors", shape: "objects", message },
    },
  ]);
  const refused = await world.stage([row("C-1", "150,00"), ...others], {
    fileName,
    setAside: [{ line: 99, cells: [`Ojo con CC ${canary.identification}`], kinds: null, reason: "note" }],
  });
  await sent(supervisor, refused);
  await control.setFaults([]);
  // Corrected, under a number that is not the canary's, which the report remembers.
  const file = await fileOfReport(await failuresOf(supervisor, refused, false), "xlsx");
  const edits = [{ row: 0, column: 0, text: otherNumber }];
  const choices = { choices: { ...noChoices, sendsRenumbered: false }, mapping: portfolioMapping, edits };
  const workbench = await openAsPage(supervisor, tenantId, refused, file, choices);
  const { uploadId: correctionId } = await stageOpened(supervisor, tenantId, refused, workbench, headers);
  await cancelUpload(supervisor, { uploadId: correctionId });
  // Left out for an amount; and a row with the name but no number.
  const broken = await world.stage([
    ...others,
    row("C-1", "mil pesos"),
    ["", canary.name, canary.email, canary.telephone, "", "x", "Tarjeta", "1,00"],
  ]);
  await sent(supervisor, broken);
  // Unconfirmed, until a person says what became of the canary.
  await control.setFaults([
    { match: { identifications: [canary.identification] }, action: { do: "wrong_sums", isSummaryMissing: true } },
  ]);
  const doubted = await world.stage([row("C-1", "175,00"), row("C-3", "1,00"), ...others]);
  await forgoReadBacks(doubted);
  await sent(supervisor, doubted);
  await control.setFaults([]);
  return { ...world, refused, correctionId, broken, doubted };
}
