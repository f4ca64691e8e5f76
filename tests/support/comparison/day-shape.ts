import type { SheetShape } from "../factories.ts";
import { columns } from "../portfolio/columns.ts";
import { context } from "../portfolio/measured-loads.ts";

/** The columns of the generated days, and the right mapping for them. */
export const dayShape: SheetShape = { headers: columns.map(({ header }) => header), mapping: context.mapping };
