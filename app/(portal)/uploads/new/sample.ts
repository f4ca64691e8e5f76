/** The invented portfolio that a newcomer may try. */
export const sampleAddress = "/samples/cartera-de-ejemplo.csv";

/** Fetches the sample as if it had been dropped; null if that fails. */
export async function fetchSample(): Promise<File | null> {
  try {
    const response = await fetch(sampleAddress);
    if (!response.ok) return null;
    return new File([await response.blob()], sampleAddress.split("/").at(-1) ?? "sample.csv", { type: "text/csv" });
  } catch {
    return null;
  }
}
