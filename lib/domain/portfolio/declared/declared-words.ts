import { isCurrency } from "../../cleaning/currency.ts";
import { foldText } from "../../cleaning/fold-text.ts";
import type { DeclaredFigure } from "./declared-totals.ts";

/** Words as people fold them: lower case, no accents; Spanish, Portuguese and English. */
const nouns: Readonly<Record<Exclude<DeclaredFigure, "cutOff">, RegExp>> = {
  rows: /^(?:registros?|regs?|filas?|linhas?|lineas?|casos?|items?|itens|records?|rows?|lines?|entries|cuentas?|contas?|accounts?|productos?|produtos?|facturas?|faturas?|titulos?)$/,
  debtors: /^(?:clientes?|deudor(?:es|as?)?|titulares?|devedor(?:es|as?)?|debtors?|clients?|customers?)$/,
  obligations:
    /^(?:obligacion(?:es)?|creditos?|prestamos?|contratos?|obrigac(?:ao|oes)|emprestimos?|obligations?|loans?|contracts?)$/,
  balance:
    /^(?:saldos?|valor(?:es)?|vlr|vr|montos?|montante|importes?|balances?|amounts?|values?|deudas?|dividas?|debts?)$/,
};

/** Words that say that a count follows, of whatever. */
const counters = /^(?:cantidad(?:es)?|cant|numeros?|nro|num|quantidades?|qtde?|qty|counts?|numbers?|conteo|contagem)$/;

const totals = /^(?:tot|total(?:es)?|totais|suma(?:toria)?|soma(?:torio)?|sum|totals?)$/;
/** Words that make a total the whole file's. */
const whole = /^(?:general(?:es)?|gera(?:l|is)|gran|grand|global|overall)$/;
const subtotals = /\bsub[ -]?tota|\bparcia(?:l|les|is)\b|\bpartial\b/;

/** Words that change nothing about what is counted: all of it is in this file. */
const neutral =
  /^(?:a|o|as|os|n|no|na|nos|nas|el|la|los|las|de|del|da|do|das|dos|en|em|of|in|the|e|y|and|por|reportad[oa]s?|enviad[oa]s?|informad[oa]s?|cargad[oa]s?|incluid[oa]s?|asignad[oa]s?|entregad[oa]s?|remitid[oa]s?|atribuid[oa]s?|sent|reported|loaded|included|assigned|archivo|arquivo|file|reporte|relatorio|report|informe|listado|lista|list|base|cartera|carteira|portfolio|control)$/;

/** What the words before a figure say about it. */
export interface FigureLabel {
  /** null: words that name no figure, such as "total". */
  readonly figure: Exclude<DeclaredFigure, "cutOff"> | null;
  readonly isTotal: boolean;
  /** It says that it is the whole file's. */
  readonly isWhole: boolean;
  readonly isSubtotal: boolean;
  /** Words that may narrow what is counted down: "en mora", "de la zona 4". */
  readonly others: readonly string[];
}

/** Reads words that stand before a figure, or beside it in its row; null if they name two figures. */
export function labelOf(text: string): FigureLabel | null {
  const folded = foldText(text);
  const words = folded.split(/[^\p{L}\d$€£]+/u).filter((word) => word !== "");
  const figures = new Set<Exclude<DeclaredFigure, "cutOff">>();
  const others: string[] = [];
  let isCounted = false;
  let isTotal = false;
  let isWhole = false;
  for (const word of words) {
    const figure = nounOf(word);
    if (figure !== null) figures.add(figure);
    else if (counters.test(word)) isCounted = true;
    else if (totals.test(word)) isTotal = true;
    else if (whole.test(word)) isWhole = true;
    else if (!neutral.test(word) && !isCurrency(word) && word !== "$") others.push(word);
  }
  const isSubtotal = subtotals.test(folded);
  const said = { isTotal, isWhole, isSubtotal, others };
  // "Número de registros de obligaciones": the word that says more counts; "valor total de obligaciones" is money.
  if (figures.has("balance")) return isCounted ? null : { figure: "balance", ...said };
  if (figures.size > 1) figures.delete("rows");
  if (figures.size > 1) return null;
  const [figure = isCounted ? "rows" : null] = figures;
  return { figure, ...said };
}

/** The figure that a folded word names; null for none. */
export function nounOf(word: string): Exclude<DeclaredFigure, "cutOff"> | null {
  for (const figure of ["rows", "debtors", "obligations", "balance"] as const)
    if (nouns[figure].test(word)) return figure;
  return null;
}
