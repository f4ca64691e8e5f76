import { type Cure, changeOf } from "#components/review/cures/cure.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";
import { runTask } from "../../task.ts";
import { portfolioContext } from "../portfolio-context.ts";
import { reviewedPortfolio } from "../reviewed-portfolio.ts";

const email = { column: 2, field: "debtor.Email" } as const;

await runTask(async ({ path, missing }: { path: string; missing: number }) => {
  const { workbench, summary } = await reviewedPortfolio(path);
  const step = Math.floor(summary.totals.file.rows / missing);
  workbench.edit({
    edits: Array.from({ length: missing }, (_, index) => ({ row: index * step, column: email.column, text: "nada" })),
  });
  let mapping: Mapping = portfolioContext.mapping;
  const timed = <Answer>(work: () => Answer): [number, Answer] => {
    const started = performance.now();
    const answer = work();
    return [performance.now() - started, answer];
  };
  const measured = (code: "email_malformed" | "required_missing", cure: Cure) => {
    const reason = { ...email, code };
    const change = changeOf(mapping, reason, cure);
    const [saidMs, said] = timed(() => inOneGo(workbench.cures.forecast({ change, reason })));
    const [curedMs, cured] = timed(() => inOneGo(workbench.cures.cure({ change })));
    const [undoneMs] = timed(() => inOneGo(workbench.editing.travel({ direction: "undo" })));
    inOneGo(workbench.editing.travel({ direction: "redo" }));
    mapping = change.mapping ?? mapping;
    if (said.after.staged.debtors !== cured.totals.staged.debtors) throw new Error("the forecast was wrong");
    return { saidMs, curedMs, undoneMs };
  };
  const cells = measured("email_malformed", { kind: "empty" });
  const decision = measured("required_missing", { kind: "placeholder", text: "otro@correo.co" });
  return {
    cellsSaidMs: cells.saidMs,
    cellsCuredMs: cells.curedMs,
    cellsUndoneMs: cells.undoneMs,
    decisionSaidMs: decision.saidMs,
    decisionCuredMs: decision.curedMs,
    decisionUndoneMs: decision.undoneMs,
  };
});
