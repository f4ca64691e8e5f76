import { z } from "zod";

/** A whole number as a column of the database holds it. */
export const countSchema = z.number().int().min(0).max(2_147_483_647);
