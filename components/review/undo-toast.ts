import { dismissToast, showToast, type ToastId } from "../ui/overlay/toast.tsx";

interface Toasts {
  show: (message: string, action: { label: string; onClick: () => void }) => ToastId;
  dismiss: (toast: ToastId) => void;
}

const onPage: Toasts = {
  show: (message, action) => showToast("success", message, { action }),
  dismiss: dismissToast,
};

/**
 * The toast that names a change and offers to undo it. It goes away with the next change, which its button would
 * undo instead.
 */
export class UndoToast {
  readonly #undo: (change: number) => void;
  readonly #toasts: Toasts;
  #shown: { readonly change: number; readonly toast: ToastId } | null = null;

  /** `undo` gets the number of the change, and undoes nothing else. */
  constructor(undo: (change: number) => void, toasts: Toasts = onPage) {
    this.#undo = undo;
    this.#toasts = toasts;
  }

  offer(change: number, message: string, label: string): void {
    this.close();
    const action = { label, onClick: () => this.#undo(change) };
    this.#shown = { change, toast: this.#toasts.show(message, action) };
  }

  /** This change is the last one shown. A toast may be offered a moment before its own change is. */
  follow(change: number): void {
    if (this.#shown !== null && this.#shown.change < change) this.close();
  }

  readonly close = (): void => {
    if (this.#shown !== null) this.#toasts.dismiss(this.#shown.toast);
    this.#shown = null;
  };
}
