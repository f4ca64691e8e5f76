import { CalendarClock, Equal, type LucideIcon, PencilLine, Undo2, UserMinus, UserPlus } from "lucide-react";
import type { ComparedGroup } from "#lib/domain/portfolio/comparison/comparison.ts";

/** One icon each, everywhere. */
export const groupIcons: Readonly<Record<ComparedGroup, LucideIcon>> = {
  new: UserPlus,
  changed: PencilLine,
  volatile: CalendarClock,
  same: Equal,
  returned: Undo2,
  gone: UserMinus,
};
