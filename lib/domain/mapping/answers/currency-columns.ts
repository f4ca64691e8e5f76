import { isOtherCurrencyCell } from "../../cleaning/currency.ts";
import type { Field } from "../../fields/field.ts";
import type { ColumnReport } from "../columns/column-report.ts";
import { foldHeader } from "../headers/fold-header.ts";
import type { Mapping } from "../mapping.ts";
import { otherCurrencies } from "../said-currency.ts";

const saysCurrency = /\b(?:mon|monedas?|divisas?|currency|moedas?|ccy)\b/;

export interface CurrencyColumn {
  readonly header: string;
  /** The currencies found other than the tenant's, as the file spells them. */
  readonly found: string;
}

/**
 * Columns that name a currency other than the tenant's: a column of currencies (MONEDA) in its sample cells,
 * wherever it is mapped, since the amounts beside it are sent as the tenant's; or the header of loaded
 * amounts ("Saldo USD").
 */
export function currencyColumns(
  columns: readonly ColumnReport[],
  mapping: Pick<Mapping, "columns">,
  fields: readonly Field[],
  own: string,
): readonly CurrencyColumn[] {
  const amounts = new Set(fields.flatMap(({ id, kind }) => (kind === "amount" ? [id] : [])));
  return columns.flatMap(({ index, header, samples }) => {
    const state = mapping.columns[index];
    const isAmount = state?.state === "field" && amounts.has(state.field);
    const words = isAmount ? otherCurrencies(header, own) : [];
    const cells = saysCurrency.test(foldHeader(header)) ? samples.filter((cell) => isOtherCurrencyCell(cell, own)) : [];
    const found = [...words, ...cells];
    return found.length === 0 ? [] : [{ header, found: found.join(", ") }];
  });
}
