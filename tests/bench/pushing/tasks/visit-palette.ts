import { runTask } from "../../task.ts";
import type { VisitPaletteInput } from "../visit-palette.ts";

/** Fills the database of a running portal and searches as the palette does. */
await runTask(async (input: VisitPaletteInput) => {
  // Set before the import, as in visit-morning.ts.
  Object.assign(process.env, input.env);
  const { visitPalette } = await import("../visit-palette.ts");
  return visitPalette(input);
});
