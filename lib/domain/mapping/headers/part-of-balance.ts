import { headerMeanings } from "./fold-header.ts";

/** Meanings (header-vocabulary) that name a part of the balance alone, and those that do so of a sum of money. */
const parts = new Set("principal !capital !cap !interes !intereses !interest !juros !int".split(" "));
const partsOfMoney = new Set(["vencido", "mora"]);
const money = new Set(["saldo", "valor", "deuda", "total"]);
/** Meanings that may be beside; any other may make it another sum: "capital inicial", "capital del cliente". */
const beside = new Set([...money, "obligacion", "producto", "cartera", "actual", "pesos", "pendiente", "pagar"]);

/** Whether a header certainly names a part of an obligation's balance, such as its capital, interest or arrears. */
export function isNameOfPart(header: string): boolean {
  const meanings = [...headerMeanings(header)];
  const isMoney = meanings.some((meaning) => money.has(meaning));
  return (
    meanings.some((meaning) => parts.has(meaning) || (isMoney && partsOfMoney.has(meaning))) &&
    meanings.every((meaning) => parts.has(meaning) || partsOfMoney.has(meaning) || beside.has(meaning))
  );
}
