import { z } from "zod";

/** A whole number that fits a PostgreSQL integer column, not negative. */
export const countSchema = z.number().int().min(0).max(2_147_483_647);
