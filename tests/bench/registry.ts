import type { Bench } from "./figure.ts";
import { comparison } from "./pushing/comparison.ts";
import { erasePerson } from "./pushing/erase-person.ts";
import { historyPages } from "./pushing/history-pages.ts";
import { morning } from "./pushing/morning.ts";
import { palette } from "./pushing/palette.ts";
import { pushEfficiency } from "./pushing/push-efficiency.ts";
import { pushMemory } from "./pushing/push-memory.ts";
import { pushOverhead } from "./pushing/push-overhead.ts";
import { pushSnapshot } from "./pushing/push-snapshot.ts";
import { pushWorkers } from "./pushing/push-workers.ts";
import { staging } from "./pushing/staging.ts";
import { columnSummary } from "./reading/column-summary.ts";
import { csvMillion } from "./reading/csv-million.ts";
import { csvMillionInChromium } from "./reading/csv-million-in-chromium.ts";
import { cureMillion } from "./reading/cure-million.ts";
import { editMillion } from "./reading/edit-million.ts";
import { headerMatching } from "./reading/header-matching.ts";
import { xlsx } from "./reading/xlsx.ts";
import { zipBombs } from "./reading/zip-bombs.ts";

/** Everything that `npm run bench` measures, in this order. */
export const benches: readonly Bench[] = [
  csvMillion,
  csvMillionInChromium,
  editMillion,
  cureMillion,
  columnSummary,
  xlsx,
  zipBombs,
  headerMatching,
  staging,
  comparison,
  pushEfficiency,
  pushOverhead,
  pushSnapshot,
  pushWorkers,
  pushMemory,
  historyPages,
  morning,
  palette,
  erasePerson,
];
