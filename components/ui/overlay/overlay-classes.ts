/** For everything that floats above the page: menus, lists, popovers. Nothing else has a shadow. */
export const overlayClasses =
  "enter-overlay z-50 rounded-lg border border-border bg-surface-raised text-text shadow-overlay outline-none";

/** A row of a menu or a list. */
export const optionClasses =
  "flex cursor-default select-none items-center gap-2 rounded-sm px-2 py-1.5 text-base pointer-coarse:py-2.5 outline-none data-[highlighted]:bg-surface-hover data-[highlighted]:forced-chosen " +
  "data-[disabled]:pointer-events-none data-[disabled]:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0";
