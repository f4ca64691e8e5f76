import { afterAll, expect, test } from "vitest";
import { type Cure, changeOf } from "#components/review/cures/cure.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makeTeam } from "#tests/support/factories.ts";
import { stageAsPage } from "#tests/support/page-staging.ts";

const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com", batchSize: 50 });
afterAll(() => closeAll());

const fields = fieldsOf([]);
const ids = [
  "debtor.Identification",
  "debtor.Name",
  "debtor.Email",
  "debtor.Telephone",
  "obligation.id",
  "obligation.name",
  "obligation.total_balance",
  "obligation.expiring_date",
];
const columns = ids.map((field) => ({ state: "field", field, reading: { decimalMark: ",", dateOrder: "dmy" } }));

/** 300 debtors: some without an e-mail, with a slip in it, an impossible date, or a second name. */
const text = [
  "CEDULA;NOMBRE;CORREO;CELULAR;OBLIGACION;PRODUCTO;SALDO;VENCE",
  ...Array.from({ length: 360 }, (_, index) => {
    const debtor = 10_000_000 + (index % 300);
    const mail = index % 9 === 0 ? "" : index % 50 === 1 ? `ana${debtor}@gmial.com` : `ana${debtor}@buzon.example`;
    const due = index % 31 === 5 ? "31/02/2026" : "30/09/2026";
    return `${debtor};${index < 300 || index % 2 === 0 ? "ANA RUIZ" : "LUZ DIAZ"};${mail};3001234567;P-${index};CONSUMO;1000,50;${due}`;
  }),
].join("\n");

const email = { column: 2, field: "debtor.Email" };
const steps: readonly (readonly [{ code: IssueCode; column: number; field: string }, Cure])[] = [
  [
    { ...email, code: "required_missing" },
    { kind: "placeholder", text: "sincorreo@banco.example" },
  ],
  [
    { ...email, code: "email_slip" },
    { kind: "proposals", except: [] },
  ],
  [{ code: "date_impossible", column: 7, field: "obligation.expiring_date" }, { kind: "empty" }],
  [
    { code: "debtor_values_differ", column: 1, field: "debtor.Name" },
    { kind: "policy", policy: "leave_out" },
  ],
];

test("the server finds what was said before each cure", async () => {
  const workbench = new Workbench();
  await workbench.open({ file: new File([text], "cartera.csv"), settings: {}, fields });
  let mapping: Mapping = mappingSchema.parse({ columns });
  workbench.apply({ context: { fields, mapping, country: "CO" } });
  for (const [reason, cure] of steps) {
    const change = changeOf(mapping, reason, cure);
    const said = inOneGo(workbench.cures.forecast({ change, reason })).after;
    mapping = change.mapping ?? mapping;
    inOneGo(workbench.cures.cure({ change }));
    const { edits } = workbench.planStaging();
    const { server, page } = await stageAsPage(supervisor, tenantId, text, mapping, edits);
    expect({ staged: server.staged, leftOut: server.leftOut }).toEqual({ staged: said.staged, leftOut: said.leftOut });
    expect(server).toEqual(page.totals);
  }
  expect(mapping.cures?.of.map(({ choice }) => choice.kind)).toEqual(["proposals", "empty"]);
});
