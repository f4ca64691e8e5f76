import { headerMeanings } from "../headers/fold-header.ts";
import type { ProfiledColumn } from "./column-claims.ts";

/** Meanings (header-vocabulary) that name money. "Interés" is not among them: it may be the rate. */
const money = new Set(
  "saldo deuda valor total pago pagar abono pendiente vencido capital cap cuota cuotas installment instalment parcela parcelas honorarios fees gastos desembolso cupo iva impuesto tax"
    .split(" ")
    .flatMap((word) => [word, `!${word}`]),
);

/** Meanings that exclude money, whatever is beside them: "Tasa mora", "Nro cuotas", "Valor UVR". */
const other = new Set(
  "numero id identificacion documento codigo fecha dia telefono celular conteo !tasa !rate !plazo !term !edad !rango !bucket !calificacion !rating !score ?porcentaje ?porc ?pct ?percent ?percentage ?uvr ?udi ?udis ?version".split(
    " ",
  ),
);

/**
 * Whether a column certainly holds sums of money, by its header or its currency, so that a balance can be
 * compared with it.
 */
export function isMoney({ header, profile }: ProfiledColumn): boolean {
  const { filled, counts } = profile;
  const numbers = counts.integers + counts.decimals;
  if (numbers < filled * 0.9 || counts.percents > 0 || header.includes("%")) return false;
  if (counts.currencies > filled / 2) return true;
  const meanings = [...headerMeanings(header)];
  return meanings.some((meaning) => money.has(meaning)) && !meanings.some((meaning) => other.has(meaning));
}
