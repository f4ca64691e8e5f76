import { type OutgoingHttpHeaders, request } from "node:http";

/**
 * Sends the head of a POST that announces a body, but no body. Returns the status of an answer that did not
 * wait for the body, or null after `patienceMs`.
 */
export function headOnly(url: string, headers: OutgoingHttpHeaders, patienceMs = 5_000): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: "POST", agent: false, headers }, (answer) => end(answer.statusCode ?? 0));
    const timer = setTimeout(() => end(null), patienceMs);
    const end = (status: number | null) => {
      clearTimeout(timer);
      resolve(status);
      sending.destroy();
    };
    sending.once("error", reject);
    sending.flushHeaders();
  });
}
