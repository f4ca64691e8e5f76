import { isAppleKeyboard, isCharacter, isStroke, type Stroke } from "./stroke.ts";

/** Something that can be done on a page by its keys, from the command palette, or both. */
export interface PageAction {
  readonly id: string;
  readonly label: string;
  /** Beside the label in the palette: whose it is. */
  readonly detail?: string;
  readonly strokes?: readonly Stroke[];
  /** Absent: the browser or an element's own code does it, and the help lists its keys. */
  readonly run?: () => void;
  /** In place of `run`: a page, or with `isDownload` a file. */
  readonly href?: string;
  readonly isDownload?: boolean;
  /** As its button: while false it is neither offered nor done. */
  readonly isEnabled?: boolean;
  /** Its keys work in a text field, too. */
  readonly isInText?: boolean;
  /** Holding an element's key down does not do it again. */
  readonly isOnce?: boolean;
  /** Not offered in the palette. */
  readonly isKeyOnly?: boolean;
}

/** What a component declares together. */
export interface ActionGroup {
  /** Heads its keys in the help; needed for actions with keys. */
  readonly title?: string;
  /**
   * `portal`: the same on every page. `user`: the user's own settings, and signing out. `tenant`: one per tenant that
   * can be chosen. `element`: keys of an element that has to have the focus.
   */
  readonly kind?: "page" | "portal" | "user" | "tenant" | "element";
  readonly actions: readonly PageAction[];
}

/**
 * All that can be done on the page at present. Its keys, the palette and the help read the same declarations, so none
 * of them can offer what the others do not know.
 */
export class PageActions {
  readonly #groups = new Set<() => ActionGroup>();
  readonly #listeners = new Set<() => void>();
  #version = 0;

  /** Adds a group, which is read anew each time. Returns how to remove it. */
  declare(read: () => ActionGroup): () => void {
    if (this.#groups.size === 0 && typeof window !== "undefined") window.addEventListener("keydown", this.#onKeyDown);
    this.#groups.add(read);
    this.changed();
    return () => {
      this.#groups.delete(read);
      if (this.#groups.size === 0 && typeof window !== "undefined")
        window.removeEventListener("keydown", this.#onKeyDown);
      this.changed();
    };
  }

  /** Something that is declared has changed. */
  readonly changed = (): void => {
    this.#version++;
    for (const listener of this.#listeners) listener();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly version = (): number => this.#version;

  /** In the order in which they were declared. */
  groups(): ActionGroup[] {
    return [...this.#groups].map((read) => read());
  }

  /** The action whose keys these are: the one declared last. Null if there is none, also for what is typed as text. */
  actionFor(event: KeyboardEvent, isApple = isAppleKeyboard()): PageAction | null {
    const isInText = isText(event.target);
    const canType = isInText || isPicker(event.target);
    for (const { kind = "page", actions } of this.groups().reverse()) {
      if (kind === "element") continue;
      for (const action of actions) {
        if (action.run === undefined || action.isEnabled === false || (isInText && action.isInText !== true)) continue;
        if (action.strokes?.some((stroke) => isStroke(stroke, event, isApple) && !(canType && isCharacter(stroke))))
          return action;
      }
    }
    return null;
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || isBehindOverlay()) return;
    const action = this.actionFor(event);
    if (action === null) return;
    event.preventDefault();
    action.run?.();
  };
}

/** Those of this page. */
export const pageActions = new PageActions();

const overlays = "[data-modal], [role=menu][data-state=open], [role=listbox][data-state=open]";

/** Behind an open dialog, menu or list, the page's keys would do what nobody sees. */
function isBehindOverlay(): boolean {
  return document.querySelector(overlays) !== null;
}

const texts = "textarea, [contenteditable=true], input:not([type=checkbox], [type=radio], [type=button])";

function isText(target: EventTarget | null): boolean {
  return isElement(target) && target.matches(texts);
}

/** Lists in which a typed letter goes to an option. */
function isPicker(target: EventTarget | null): boolean {
  return isElement(target) && target.closest("select, [role=combobox], [role=option], [role^=menuitem]") !== null;
}

function isElement(target: EventTarget | null): target is Element {
  return target !== null && "closest" in target;
}
