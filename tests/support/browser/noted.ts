import { expect, type Page } from "@playwright/test";

/**
 * Waits until what the browser keeps of unfinished uploads has all these texts: the journals of their state and of
 * their cells are written behind what the page shows.
 */
export async function untilNoted(page: Page, ...texts: string[]): Promise<void> {
  const missing = () =>
    page.evaluate(async (wanted) => {
      const root = await navigator.storage.getDirectory();
      const all = await root.getDirectoryHandle("unfinished-uploads");
      let noted = "";
      for await (const folder of all.values()) {
        if (folder.kind !== "directory") continue;
        for await (const file of folder.values()) {
          if (file.kind !== "file" || file.name === "file") continue;
          try {
            noted += await (await file.getFile()).text();
          } catch (error) {
            // The worker wrote while it was read: it is read again.
            if (!(error instanceof DOMException && error.name === "NotReadableError")) throw error;
          }
        }
      }
      return wanted.filter((text) => !noted.includes(text));
    }, texts);
  await expect.poll(missing).toEqual([]);
}
