import { addHolds } from "#lib/services/holds/add-holds.ts";
import { erasePerson } from "#lib/services/people/erase-person.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { headers, makePortfolio, makeTeam, portfolioMapping } from "#tests/support/factories.ts";
import { stageAsPage } from "#tests/support/page-staging.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";
import { sandboxControl } from "#tests/support/wolkvox-sandbox/control.ts";
import type { Attack, Target } from "./attack.ts";

const forms = ["800111555-", "8001-11555", "800111555/1", "8001_11555"];

/** A load of four people whose number is written in four ways, and of four others. */
async function sendInFourForms({ sandboxUrl = "" }: Target, isHeld: boolean) {
  const team = await makeTeam({ server: new URL(sandboxUrl).host, batchSize: 10 });
  const { supervisor, tenantId, operation } = team;
  if (isHeld) await addHolds(supervisor, { tenantId, identifications: ["800111555"], why: "opposition" });
  const rows = makePortfolio(8).map(([id = "", ...cells], index) => [forms[index] ?? id, ...cells]);
  const text = [headers, ...rows].map((cells) => cells.join(";")).join("\n");
  const { uploadId } = await stageAsPage(supervisor, tenantId, text, portfolioMapping);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  const sent = (await sandboxControl(sandboxUrl).ledger()).filter((one) => one.operation === operation);
  return { ...team, sent: sent.filter(({ identification }) => forms.includes(identification)).length };
}

export const people: readonly Attack[] = [
  {
    tried: "a held person's number with a mark in it, in a file",
    expected: "0 of 4 forms sent",
    play: async (target) => `${(await sendInFourForms(target, true)).sent} of 4 forms sent`,
  },
  {
    tried: "the erasure of a person whose number files write with marks",
    expected: "4 of 4 forms erased",
    async play(target) {
      const { admin, tenantId } = await sendInFourForms(target, false);
      const { records } = await erasePerson(admin, { tenantId, identification: "800111555" });
      return `${records} of 4 forms erased`;
    },
  },
];
