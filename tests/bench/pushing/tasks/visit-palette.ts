import { runTask } from "../../task.ts";
import { visitPalette } from "../visit-palette.ts";

/** Fills the database of a running portal and searches as the palette does. */
await runTask(visitPalette);
