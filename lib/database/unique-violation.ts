import { Prisma } from "./generated/client.ts";

/** Whether the database refused a row because another one stands in its place (P2002). */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
