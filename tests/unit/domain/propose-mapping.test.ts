import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldsOf, standardFields } from "#lib/domain/fields/catalogue.ts";
import { ColumnProfiler } from "#lib/domain/mapping/columns/column-profiler.ts";
import { proposeMapping } from "#lib/domain/mapping/propose-mapping.ts";
import { cases } from "#tests/support/depth.ts";
import { sampleValues } from "./headers/sample-values.ts";

interface Expected {
  readonly header: string;
  readonly values: string;
  readonly field: string | null;
  readonly isDecoy?: boolean;
}

const folder = new URL("./headers/", import.meta.url);
const banks: readonly { bank: string; columns: readonly Expected[] }[] = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));

function profileOf(values: readonly string[]) {
  const profiler = new ColumnProfiler();
  for (const value of values) profiler.add(value, "text");
  return profiler.profile();
}

function propose(columns: readonly { header: string; values: readonly string[] }[], fields = standardFields) {
  return proposeMapping(
    columns.map(({ header, values }, index) => ({ index, header, profile: profileOf(values) })),
    fields,
  );
}

function column(header: string, kind: string) {
  return { header, values: sampleValues[kind] ?? [] };
}

describe("the development set of headers", () => {
  const missed: string[] = [];
  const wrong: string[] = [];
  const decoys: string[] = [];
  let wanted = 0;
  let right = 0;
  let headers = 0;
  for (const { bank, columns } of banks) {
    const proposals = propose(columns.map(({ header, values }) => column(header, values)));
    for (const [index, expected] of columns.entries()) {
      headers++;
      const proposal = proposals[index];
      const taken = proposal === null || proposal?.reason === "doubtful" ? null : (proposal?.field ?? null);
      const said = `${bank}: ${expected.header} → ${taken} (${proposal?.field} ${proposal?.reason})`;
      if (expected.field !== null) wanted++;
      if (taken !== null && taken === expected.field) right++;
      else if (taken !== null) (expected.isDecoy === true ? decoys : wrong).push(said);
      else if (expected.field !== null) missed.push(said);
    }
  }

  test("has at least 150 headers of ten banks", () => {
    expect(banks.length).toBeGreaterThanOrEqual(10);
    expect(headers).toBeGreaterThanOrEqual(150);
  });

  test("takes no wrong column and no decoy", () => {
    console.log(
      `headers ${headers}: right ${right} of ${wanted}, missed ${missed.length}, wrong ${wrong.length}, decoys ${decoys.length}`,
    );
    if (missed.length > 0) console.log(missed.join("\n"));
    expect(wrong).toEqual([]);
    expect(decoys).toEqual([]);
  });

  test("finds nine of ten", () => {
    expect(right / wanted).toBeGreaterThanOrEqual(0.9);
  });
});

test("money is never taken by its name alone", () => {
  expect(propose([{ header: "Saldo total", values: [] }])[0]?.reason).toBe("doubtful");
  expect(propose([column("Saldo total", "name")])[0]).toBeNull();
  expect(propose([column("Saldo total", "date")])[0]).toBeNull();
});

test("an ambiguous balance beside another balance is doubtful", () => {
  const proposals = propose([column("Saldo", "money"), column("Saldo mora", "money")]);
  expect(proposals.filter((proposal) => proposal !== null && proposal.reason !== "doubtful")).toEqual([]);
});

describe("a name with two meanings", () => {
  const placed = (...columns: readonly [header: string, values: string][]) =>
    propose(columns.map(([header, values]) => column(header, values))).map((proposal) =>
      proposal === null ? null : `${proposal.field}${proposal.reason === "doubtful" ? "?" : ""}`,
    );

  test.each(["TIPO_CREDITO", "Tipo de producto", "CLASE_CREDITO", "Modalidad de crédito"])(
    "%s is the obligation's name unless another column is",
    (header) => {
      expect(placed([header, "product"])).toEqual(["obligation.name"]);
      const besides = [
        ["TIPO_ID", "name"],
        ["NRO_CREDITO", "code"],
        ["NRO_PRODUCTO", "code"],
      ] as const;
      for (const beside of besides) expect(placed([header, "product"], [...beside])[0]).toBe("obligation.name");
      for (const other of ["Línea", "Servicio", "Línea de negocio"])
        expect(placed([header, "product"], [other, "product"])).not.toContain("obligation.name");
      expect(placed([header, "product"], ["Producto", "product"])[1]).toBe("obligation.name");
    },
  );

  test.each(["NRO_ID", "NUM_ID", "ID_NUMERO", "DOC_ID", "N° ID"])(
    "%s is the debtor's if nothing else fits its documents",
    (header) => {
      expect(placed([header, "document"])).toEqual(["debtor.Identification"]);
      expect(placed(["TIPO_ID", "name"], [header, "document"])[1]).toBe("debtor.Identification");
      expect(placed(["Tipo documento", "name"], [header, "document"])[1]).toBe("debtor.Identification");
      expect(placed([header, "days"])).not.toContain("debtor.Identification");
      expect(placed([header, "document"], ["Id crédito", "document"])).not.toContain("debtor.Identification");
    },
  );
});

test.each(["Número de cliente", "CLIENTE NUMERO", "No. cliente"])(
  "%s may be the identification and is doubtful",
  (header) => {
    const [found] = propose([column(header, "document"), column("Nombre", "name")]);
    expect(found).toMatchObject({ field: "debtor.Identification", reason: "doubtful" });
    for (const own of ["Documento", "Cédula", "ID"]) {
      const [other, known] = propose([column(header, "document"), column(own, "document")]);
      expect([other, known?.reason]).toEqual([null, "synonym"]);
    }
  },
);

test("the same header twice makes a critical field doubtful", () => {
  const proposals = propose([column("Saldo total", "money"), column("Saldo total (2)", "money")]);
  expect(proposals.filter((proposal) => proposal?.reason === "synonym")).toEqual([]);
});

test("a proposal carries sure readings, no ambiguous ones", () => {
  expect(propose([column("Saldo total", "money")])[0]?.reading).toEqual({ decimalMark: "," });
  expect(propose([{ header: "Saldo total", values: ["1.234", "5.678"] }])[0]?.reading).toEqual({});
  expect(propose([column("Fecha vencimiento", "date")])[0]?.reading).toMatchObject({ dateOrder: "dmy" });
});

test("the CRM's bare names count only beside its others", () => {
  const bare = [
    column("Identification", "document"),
    column("id", "code"),
    column("Name", "name"),
    column("name", "product"),
  ];
  const fieldsFound = (columns: typeof bare) => propose(columns).map((proposal) => proposal?.field ?? null);
  expect(fieldsFound([...bare, column("total_balance", "money"), column("days_delay", "days")])).toEqual([
    "debtor.Identification",
    "obligation.id",
    "debtor.Name",
    "obligation.name",
    "obligation.total_balance",
    "obligation.days_delay",
  ]);
  expect(fieldsFound(bare)[1]).toBeNull();
});

test("a custom field's label beats guard words", () => {
  const fields = fieldsOf([
    { level: "obligation", label: "Saldo capital", kind: "amount", dateFormat: "YYYY-MM-DD", allowedValues: [] },
  ]);
  expect(propose([column("SALDO_CAPITAL", "money")], fields)[0]?.field).toBe("obligation.custom.Saldo capital");
});

test("no field is proposed for two columns", () => {
  const headers = banks.flatMap((bank) => bank.columns);
  fc.assert(
    fc.property(fc.shuffledSubarray(headers, { minLength: 1, maxLength: 25 }), (chosen) => {
      const fields = propose(chosen.map(({ header, values }) => column(header, values))).flatMap((proposal) =>
        proposal === null ? [] : [proposal.field],
      );
      expect(new Set(fields).size).toBe(fields.length);
    }),
    { numRuns: cases(60) },
  );
});

describe("custom fields", () => {
  const fields = fieldsOf([
    { level: "obligation", label: "Saldo capital", kind: "amount", dateFormat: "YYYY-MM-DD", allowedValues: [] },
    { level: "debtor", label: "Ciudad de residencia", kind: "text", dateFormat: "YYYY-MM-DD", allowedValues: [] },
  ]);

  test("an abbreviated label is doubtful", () => {
    const headers = ["SLD CAPITAL", "SDO_CAP", "CIUDAD RESID."];
    for (const header of headers) {
      const kind = header.startsWith("CIUDAD") ? "name" : "money";
      const [proposal] = propose([column(header, kind)], fields);
      expect([header, proposal?.reason]).toEqual([header, "doubtful"]);
      expect(proposal?.field).toBe(
        kind === "name" ? "debtor.custom.Ciudad de residencia" : "obligation.custom.Saldo capital",
      );
    }
  });

  test("partial labels and values of another kind do not match", () => {
    expect(propose([column("CAPITAL", "money")], fields)[0]).toBeNull();
    expect(propose([column("SLD CAPITAL", "name")], fields)[0]).toBeNull();
  });
});

test("no other column replaces one that lost its name", () => {
  const taken: string[] = [];
  for (const { bank, columns } of banks) {
    for (const [lost, { field, header }] of columns.entries()) {
      if (field === null) continue;
      const named = columns.map((one, at) => column(at === lost ? `Columna ${at + 1}` : one.header, one.values));
      const proposals = propose(named);
      const other = proposals.findIndex((one, at) => at !== lost && one?.field === field && one.reason !== "doubtful");
      if (other >= 0 && columns[other]?.field !== field) taken.push(`${bank}: ${header} → ${columns[other]?.header}`);
    }
  }
  expect(taken).toEqual([]);
});

test("shifted rows do not turn a neighbour into the telephone", () => {
  const mobiles = ["3148360043", "3268060255", "3231619984", "3199734218"];
  const landlines = ["6042655004", "6084996708", "6042136429", "6034329801"];
  const towns = ["Tunja", "Cali", "Neiva", "Pasto"];
  const shifted = (own: readonly string[], left: readonly string[]) => [own[0] ?? "", ...left.slice(1)];
  const taken = (own: string, work: string, celular: readonly string[], comercial: readonly string[]) =>
    propose([
      { header: "Ciudad", values: towns },
      { header: own, values: celular },
      { header: work, values: comercial },
    ]).map((proposal) => (proposal === null || proposal.reason === "doubtful" ? null : proposal.field));
  expect(taken("nr_celular", "nr_tel_comercial", mobiles, landlines)).toEqual([null, "debtor.Telephone", null]);
  for (const [own, work] of [
    ["nr_celular", "nr_tel_comercial"],
    ["MBR_CELL", "WK_PHONE"],
  ] as const)
    expect(taken(own, work, shifted(mobiles, towns), shifted(landlines, mobiles))).toEqual([null, null, null]);
});

test("no other column replaces one with a damaged name", () => {
  for (const policy of ["No. de p¾liza", "No. de pÛliza", "óliza"]) {
    const [, receipt] = propose([column(policy, "code"), column("No. de recibo", "code"), column("Ramo", "city")]);
    expect([policy, receipt?.reason]).not.toEqual([policy, "synonym"]);
  }
});

test("a debtor's number does not replace a damaged document column", () => {
  const document = { header: "num_doc", values: ["10.000.029", "10.000.029", "4,908,481.33"] };
  const own = { header: "id_cliente", values: ["38849881", "78924552", "3251"] };
  const taken = propose([own, document]).filter((one) => one?.field === "debtor.Identification");
  expect(taken.map((one) => one?.reason)).toEqual(["doubtful"]);
});
