import { isOtherCurrency } from "#lib/domain/cleaning/currency.ts";
import { foldHeader } from "#lib/domain/mapping/fold-header.ts";
import type { ColumnReport } from "#lib/spreadsheet/protocol/reading.ts";

const saysCurrency = /\b(?:monedas?|divisas?|currency|moedas?|ccy)\b/;

export interface CurrencyColumn {
  readonly header: string;
  /** What it names beside the tenant's own currency, as the file spells it. */
  readonly found: string;
}

/** Columns that name another currency than the tenant's: wherever they go, the amounts beside them go as the tenant's. */
export function currencyColumns(columns: readonly ColumnReport[], own: string): readonly CurrencyColumn[] {
  return columns.flatMap(({ header, samples }) => {
    if (!saysCurrency.test(foldHeader(header))) return [];
    const found = samples.filter((cell) => isOtherCurrency(cell, own));
    return found.length === 0 ? [] : [{ header, found: found.join(", ") }];
  });
}
