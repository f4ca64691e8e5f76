"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { FirstRows as Rows } from "#lib/spreadsheet/protocol/reading.ts";

export interface FirstRowsProps {
  rows: Rows["rows"];
}

/**
 * The first rows of a file, as they are, while the rest is being read: whoever dropped the wrong file sees it
 * at once.
 */
export function FirstRows({ rows }: FirstRowsProps) {
  const t = useTranslations("drop");
  const format = useFormatter();
  return (
    <div className="overflow-hidden border-t border-border mask-r-from-90% mask-b-from-70%">
      <table className="w-full border-collapse text-left text-sm">
        <caption className="px-4 pt-3 pb-2 text-left font-medium text-text-muted">{t("firstRows")}</caption>
        <tbody>
          {rows.map(({ line, cells }) => (
            <tr key={line} className="border-t border-border">
              <th scope="row" className="w-0 px-4 py-1.5 text-right font-normal text-text-muted tabular-nums">
                {format.number(line)}
              </th>
              {cells.map((text, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                <td key={column} className="max-w-56 truncate px-3 py-1.5 whitespace-nowrap">
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
