import { type OutgoingHttpHeaders, request } from "node:http";

/** Sends the head of a POST that announces a body, but no body. Returns the status of an answer that did not wait for it. */
export function headOnly(url: string, headers: OutgoingHttpHeaders): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: "POST", agent: false, headers }, (answer) => {
      resolve(answer.statusCode ?? 0);
      sending.destroy();
    });
    sending.once("error", reject);
    sending.flushHeaders();
  });
}
