import type { Random } from "../portfolio/random.ts";

/** A line of a bank's printed report: a debtor, or what the report prints between debtors. */
export interface PrintedLine {
  readonly cells: readonly string[];
  readonly isDebtor: boolean;
}

export interface PrintedReport {
  readonly text: string;
  readonly lines: readonly PrintedLine[];
  /** Line of the header, from 1. */
  readonly headerLine: number;
}

const columns = [
  "Cédula",
  "Nombre",
  "Correo",
  "Celular",
  "Obligación",
  "Producto",
  "Agencia",
  "Saldo",
  "Capital",
  "Nota",
];
const misleading = [
  "TOTAL PLAN",
  "Total Comunicaciones SAS",
  "Suma Activos",
  "Subtotal Ltda",
  "Notaría Segunda",
  "Página Uno SAS",
  "Fuente de Vida",
  "Resumen Total",
];

/**
 * A report of debtors with titles, groups with subtotals, page breaks, notes and signatures anywhere, and
 * names that look like them.
 */
export function printedReport(random: Random): PrintedReport {
  const used = columns.filter((_, column) => ![2, 6, 8, 9].includes(column) || random.chance(0.6));
  // Each file fills a certain share of the optional cells; the last column hardly ever.
  const share = random.pick([0.3, 0.7, 1]);
  const titles = Array.from({ length: random.integer(0, 3) }, (_, at) =>
    titleLine(used, at === 0 ? "BANCO DE PRUEBA S.A." : `Cartera de la zona ${at}`),
  );
  const header: PrintedLine = { cells: used, isDebtor: false };
  const lines: PrintedLine[] = [];
  const debtors = random.integer(12, 60);
  for (let debtor = 0; debtor < debtors; debtor++) {
    lines.push({ cells: debtorCells(used, debtor, share, random), isDebtor: true });
    if (random.chance(0.12)) lines.push(asideLine(used, random));
    if (random.chance(0.04)) lines.push(noteLine(`Página ${debtor} de 90`), ...titles, header);
  }
  if (random.chance(0.7)) lines.push(asideLine(used, random));
  if (random.chance(0.5)) lines.push(noteLine("Elaborado por:"), noteLine("Juana Pérez"), noteLine("Jefe de cartera"));
  const all = [...titles, header, ...lines];
  const text = `${all.map(({ cells }) => cells.join(";")).join("\n")}\n`;
  return { text, lines: all, headerLine: titles.length + 1 };
}

function debtorCells(used: readonly string[], debtor: number, share: number, random: Random): string[] {
  const word = random.chance(0.25) ? random.pick(misleading) : "";
  return used.map((name) => {
    switch (name) {
      case "Cédula":
        return String(10_000_000 + debtor * 7);
      case "Nombre":
        return word !== "" && random.chance(0.5) ? word : `Persona de Prueba ${debtor}`;
      case "Correo":
        return random.chance(share) ? `p${debtor}@example.com` : "";
      case "Celular":
        return `30012${String(debtor).padStart(5, "0")}`;
      case "Obligación":
        return `${770_000 + debtor}`;
      case "Producto":
        return word === "" ? "Tarjeta" : word;
      case "Agencia":
        return random.chance(share) ? random.pick(["Centro", "Norte", "Total Sur"]) : "";
      case "Nota":
        return random.chance(0.1) ? "Nota: llamar en la tarde" : "";
      default:
        return `${(debtor + 1) * 1_250},50`;
    }
  });
}

/** A subtotal, total, count, note or signature, with its word in any of the first columns. */
function asideLine(used: readonly string[], random: Random): PrintedLine {
  const kind = random.pick(["sum", "count", "note"]);
  if (kind === "note")
    return noteLine(
      random.pick([
        "Nota: cifras en pesos",
        "Elaborado por: Juana Pérez",
        "Fuente: sistema de cartera",
        "* Observaciones al cierre",
      ]),
    );
  if (kind === "count")
    return {
      cells: [random.pick(["Total registros: 12", "Registros: 12", "Cantidad de clientes 12"])],
      isDebtor: false,
    };
  const word = random.pick(["TOTAL", "Subtotal", "Total agencia Centro", "TOTAL GENERAL", "Suma", "Sub-total Norte"]);
  const cells: string[] = used.map((name) => (name === "Saldo" || name === "Capital" ? "12.500,00" : ""));
  cells[random.integer(0, 1)] = word;
  return { cells, isDebtor: false };
}

function titleLine(used: readonly string[], text: string): PrintedLine {
  return { cells: [text, ...used.slice(1).map(() => "")], isDebtor: false };
}

function noteLine(text: string): PrintedLine {
  return { cells: [text], isDebtor: false };
}
