import { z } from "zod";
import type { UploadFilter } from "#lib/database/uploads/uploads.ts";
import { uploadStates } from "#lib/domain/outcome/upload-state.ts";

/** The years that PostgreSQL can read; JavaScript's range differs. */
export const momentSchema = z.coerce.date().min(new Date("1000-01-01")).max(new Date("9999-12-31"));

/** Which uploads of a history: the same for its list, its export and its figures. */
export const historyInput = {
  tenantId: z.string().optional(),
  states: z.array(z.enum(uploadStates)).min(1).optional(),
  /** Null: of no portfolio. */
  portfolioId: z.uuid().nullable().optional(),
  text: z.string().trim().max(200).optional(),
};

const historySchema = z.object(historyInput);

/** No staging takes a day: its page was closed. Such an upload is listed only if `states` includes its state. */
const stagingMs = 86_400_000;

/** The same as the conditions of a query. */
export function historyFilter({
  states,
  portfolioId,
  text = "",
}: z.output<typeof historySchema>): Pick<UploadFilter, "states" | "portfolioId" | "stagingSince" | "text"> {
  return {
    states: states ?? null,
    portfolioId,
    stagingSince: new Date(Date.now() - stagingMs),
    text: text === "" ? null : text,
  };
}
