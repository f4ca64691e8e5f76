import { totalBalanceField } from "#lib/domain/fields/catalogue.ts";
import type { Field, FieldId } from "#lib/domain/fields/field.ts";
import type { ProfiledColumn } from "#lib/domain/mapping/columns/column-claims.ts";
import { hasLargerBeside } from "#lib/domain/mapping/larger-beside.ts";
import { orderByArrears } from "#lib/domain/mapping/order-by-arrears.ts";
import { doubted, type Proposal, proposeMapping } from "#lib/domain/mapping/propose-mapping.ts";
import { settleReadings } from "#lib/domain/mapping/settle-readings.ts";
import type { Table } from "#lib/domain/table/table.ts";

interface Settled<Column extends ProfiledColumn> {
  readonly columns: readonly Column[];
  readonly proposals: readonly (Proposal | null)[];
}

/**
 * The columns as read and the fields proposed for them, with a doubt about a balance that a larger amount without
 * a name is beside.
 */
export function settleAndPropose<Column extends ProfiledColumn>(
  table: Table,
  surveyed: readonly Column[],
  fields: readonly Field[],
): Settled<Column> {
  const { columns, proposals } = settle(table, surveyed, fields);
  const at = proposals.findIndex((proposal) => proposal?.field === totalBalanceField);
  const balance = columns[at];
  if (balance === undefined || !hasLargerBeside(table, columns, balance)) return { columns, proposals };
  return { columns, proposals: proposals.map((proposal, index) => (index === at ? doubted(proposal) : proposal)) };
}

/**
 * Decides how columns are read and proposes fields for them. Once the columns of due dates and days in
 * arrears are known, they may prove a date order that was open, and that may settle the order of other dates.
 */
function settle<Column extends ProfiledColumn>(
  table: Table,
  surveyed: readonly Column[],
  fields: readonly Field[],
): Settled<Column> {
  const columns = settleReadings(surveyed);
  const proposals = proposeMapping(columns, fields);
  const columnOf = (field: FieldId) => columns[proposals.findIndex((proposal) => proposal?.field === field)];
  const due = columnOf("obligation.expiring_date");
  const days = columnOf("obligation.days_delay");
  // Its own finding: days in arrears prove more than another column, which may be written in another order.
  const finding = surveyed.find(({ index }) => index === due?.index)?.profile.dateOrder ?? null;
  if (due === undefined || days === undefined || finding?.certainty !== "ambiguous") return { columns, proposals };
  const dateOrder = orderByArrears(
    table,
    { index: due.index, finding, isCompact: due.profile.compactDates > 0 },
    days.index,
  );
  if (dateOrder === null) return { columns, proposals };
  const known = surveyed.map((column) =>
    column.index === due.index ? { ...column, profile: { ...column.profile, dateOrder } } : column,
  );
  const again = settleReadings(known);
  return { columns: again, proposals: proposeMapping(again, fields) };
}
