import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { ColumnProfiler } from "#lib/domain/mapping/columns/column-profiler.ts";
import { proposeMapping } from "#lib/domain/mapping/propose-mapping.ts";
import { sampleValues } from "../headers/sample-values.ts";

const numbers = Array.from({ length: 40 }, (_, index) => `30012${String(34_567 + index * 911).slice(0, 5)}`);

function proposedFor(...headers: readonly string[]) {
  const profileOf = (values: readonly string[]) => {
    const profiler = new ColumnProfiler();
    for (const value of values) profiler.add(value, "text");
    return profiler.profile();
  };
  const others = [
    ["Cédula", sampleValues.document ?? []],
    ["Nombre", sampleValues.name ?? []],
  ] as const;
  const columns = [...others, ...headers.map((header) => [header, numbers] as const)];
  return proposeMapping(
    columns.map(([header, values], index) => ({ index, header, profile: profileOf(values) })),
    standardFields,
  )
    .slice(others.length)
    .map((proposal) => proposal?.field ?? null);
}

/** Telephones of people whom a debtor named: the law lets nobody collect from them. */
const ofOthers = [
  "telefono referencia",
  "Teléfono referencia 1",
  "TEL REF 1",
  "tel_ref_1",
  "TELREF1",
  "TELREF",
  "REFTEL",
  "ref1_tel",
  "CEL_REF",
  "CELREF2",
  "celular referencia familiar",
  "Celular ref. familiar",
  "cel fam",
  "TEL_FAM_1",
  "TELFAM",
  "Referencia personal 1 teléfono",
  "TELEFONO_REFERENCIA_PERSONAL",
  "TELEFONOREFERENCIA",
  "Tel. Referenciado",
  "referido celular",
  "Teléfono del familiar",
  "teléfono pariente",
  "Celular recomendado",
  "fone referência",
  "reference phone",
  "phone of reference",
  "telefone do familiar",
];

describe("a telephone that says it is a reference's", () => {
  test.each(ofOthers)("%s is not proposed as the debtor's", (header) => {
    expect(proposedFor(header)).toEqual([null]);
    // Nor beside the debtor's own, which still is.
    expect(proposedFor("Celular", header)).toEqual(["debtor.Telephone", null]);
    expect(proposedFor(header, "Teléfono")).toEqual([null, "debtor.Telephone"]);
  });
});
