import type { FromKept, ToKept } from "#lib/spreadsheet/kept/protocol.ts";
import { startKeptWorker } from "#lib/spreadsheet/kept/start-kept-worker.ts";
import type { StateRecord } from "./kept-state.ts";

export interface KeptWriterEvents {
  /** The file and the first state are on the disk: nothing is lost any more. */
  readonly onWhole: () => void;
  /** Nothing more is kept. */
  readonly onFailed: (isFull: boolean) => void;
}

/** The page's side of the worker that copies the file and writes the page's journal. */
export class KeptWriter {
  readonly #worker = startKeptWorker();
  readonly #ended: Promise<void>;

  /** `file`: to be copied into the folder; null if it is there. */
  constructor(folder: string, file: File | null, { onWhole, onFailed }: KeptWriterEvents) {
    this.#ended = new Promise((resolve) => {
      const end = () => {
        this.#worker.terminate();
        resolve();
      };
      this.#worker.addEventListener("message", ({ data }: MessageEvent<FromKept>) => {
        if (data.kind === "whole") onWhole();
        else if (data.kind === "failed") onFailed(data.isFull);
        else end();
      });
      this.#worker.addEventListener("error", () => {
        onFailed(false);
        end();
      });
    });
    this.#tell({ kind: "begin", folder, file });
  }

  note(record: StateRecord): void {
    this.#tell({ kind: "note", record });
  }

  /** Resolves once everything noted is written and the files are free. */
  end(): Promise<void> {
    this.#tell({ kind: "end" });
    return this.#ended;
  }

  #tell(message: ToKept): void {
    this.#worker.postMessage(message);
  }
}
