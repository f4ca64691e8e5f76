import { database } from "#lib/database/client.ts";
import { secondsLeft } from "#lib/database/sessions.ts";
import type { SessionLife } from "#lib/domain/access/views.ts";
import { AppError } from "./app-error.ts";
import { authoriseActor } from "./authorise.ts";
import type { Ctx } from "./context.ts";

/** Whose session asks and how long it still lasts. Asking is no work: it makes nothing last longer. */
export async function showSession(ctx: Ctx, _input: Record<never, never> = {}): Promise<SessionLife> {
  const { sessionId, userId } = authoriseActor(ctx, "uploads.read");
  const endsInSeconds = await secondsLeft(database(), sessionId);
  if (endsInSeconds === null) throw new AppError("signed_out");
  return { userId, endsInSeconds };
}
