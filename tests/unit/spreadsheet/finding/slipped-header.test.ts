import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

const header =
  "Cedula;Nombre completo;Celular;Correo;Numero de credito;Producto;Saldo total;Dias mora;Ultimo pago".split(";");
const rows = [0, 1, 2, 3].map((at) =>
  [`102030405${at}`, "Ana Ruiz", "3001234567", `a${at}@x.co`, `CR-100${at}`, "Vivienda", "3250000", "98", "4000"].join(
    ";",
  ),
);

/** For each column: "taken" if placed without a question, "?" if asked about, "-" if neither. */
async function placed(names: readonly string[], more = ""): Promise<string[]> {
  const text = [names.join(";"), ...rows.map((row) => row + more)].join("\n");
  const workbench = new Workbench();
  const { columns } = await workbench.open({
    file: new File([`${text}\n`], "cartera.csv"),
    settings: {},
    fields: standardFields,
  });
  return columns.map(({ proposal }) => (proposal === null ? "-" : proposal.reason === "doubtful" ? "?" : "taken"));
}

describe("a header whose beginning is lost", () => {
  const polices = ["No. de póliza", ...header.toSpliced(4, 1, "No. de recibo")];
  const beginning = async (first: string): Promise<string | undefined> => {
    const lines = rows.map((row, at) => `00400${at};${row}`);
    const text = [[first, ...polices.slice(1)].join(";"), ...lines].join("\n");
    const workbench = new Workbench();
    const file = new File([`${text}\n`], "cartera.csv");
    const { columns } = await workbench.open({ file, settings: {}, fields: standardFields });
    return columns.find(({ proposal }) => proposal?.field === "obligation.id" && proposal.reason !== "doubtful")
      ?.header;
  };

  test.each(["\u00b3liza", "\ufffdliza", "liza"])("takes no weaker name for what may be its own: %s", async (first) => {
    expect(await beginning(first)).toBeUndefined();
    expect(await beginning("No. de póliza")).toBeDefined();
  });
});

describe("a header whose names are over other columns", () => {
  test("places nothing itself after losing an earlier cell", async () => {
    for (let at = 0; at < header.length - 3; at++)
      expect(await placed(header.toSpliced(at, 1)), header[at]).not.toContain("taken");
  });

  test("places nothing if only unloaded columns contradict their names", async () => {
    const names = header.toSpliced(6, 3, "Saldo total", "Dias mora", "Ultimo pago", "Fecha apertura", "Oficina");
    const behind = ";2019-05-23;12";
    expect(await placed(names, behind)).toContain("taken");
    expect(await placed(names.toSpliced(7, 1), behind)).not.toContain("taken");
  });

  test.each([
    ["dates without separators", "Fecha ultimo pago", "20241129"],
    ["numbers", "Cuotas", "12"],
  ])("places nothing if a class is named over %s", async (_, name, value) => {
    const names = [...header, name, "Tipo de cartera"];
    const behind = `;${value};Castigada`;
    expect(await placed(names, behind)).toContain("taken");
    expect(await placed(names.toSpliced(-2, 1), behind)).not.toContain("taken");
    expect(await placed([...header, "Tipo de cartera"], ";1;14,5%")).toContain("taken");
  });

  test("places nothing itself beside a table of its own", async () => {
    const beside = ["", "", "RESUMEN", "CLIENTES"];
    for (let at = 0; at < header.length - 3; at++)
      expect(await placed([...header.toSpliced(at, 1), ...beside], ";;Consumo;12"), header[at]).not.toContain("taken");
    expect(await placed([...header, ...beside.slice(1)], ";;Consumo;12")).toContain("taken");
  });

  test("places everything if complete or lacking only its last name", async () => {
    expect(await placed(header)).toEqual(header.map(() => "taken"));
    const behind = await placed(header, ";14,5%");
    expect(behind).toEqual([...header.map(() => "taken"), "-"]);
  });
});

describe("a column without a name beside the balance", () => {
  const asked = async (names: string, amounts: (at: number) => string) => {
    const lines = [0, 1, 2, 3, 4].map((at) => `102030405${at};Ana Ruiz;CR-100${at};${amounts(at)};300123456${at}`);
    const text = [`Cedula;Nombre completo;Numero de credito;${names};Celular`, ...lines].join("\n");
    const file = new File([`${text}\n`], "cartera.csv");
    const { columns } = await new Workbench().open({ file, settings: {}, fields: standardFields });
    return columns.find(({ proposal }) => proposal?.field === "obligation.total_balance")?.proposal?.reason;
  };
  const larger = (at: number) => `${885_869 + at * 1000};${44_293 + at};${29_528 + at}`;
  const names = ";SALDO TOTAL;PAGO MINIMO";

  test("is asked about if its amounts are larger", async () => {
    expect(await asked(names, larger)).toBe("doubtful");
    expect(await asked("PAGO MINIMO;SALDO TOTAL;", (at) => larger(at).split(";").reverse().join(";"))).toBe("doubtful");
  });

  test("is not asked about if smaller or no money", async () => {
    expect(await asked(names, (at) => `${29_528 + at};${44_293 + at};${9_528 + at}`)).not.toBe("doubtful");
    expect(await asked(names, (at) => `${4_067_760_436 + at};${44_293 + at};${29_528 + at}`)).not.toBe("doubtful");
    expect(await asked(names, (at) => `${at > 1 ? "" : larger(at).split(";")[0]};44293;29528`)).not.toBe("doubtful");
    expect(await asked("CUPO;SALDO TOTAL;PAGO MINIMO", larger)).not.toBe("doubtful");
  });
});
