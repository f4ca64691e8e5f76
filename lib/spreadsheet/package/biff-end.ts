const endOfSubstream = 0x000a;
/** BOF records of BIFF2, 3 and 4, and of BIFF5 to 8. */
const beginnings = new Set([0x0009, 0x0209, 0x0409, 0x0809]);
const boundSheet = 0x0085;

/**
 * Whether a stream of BIFF records (XLS) has an end for each beginning and for each listed worksheet. SheetJS
 * reads what there is and does not report what is missing; on some cut streams it loops for minutes.
 */
export function isWholeBiff(stream: Uint8Array): boolean {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  let open = 0;
  let worksheets = 0;
  let ended = 0;
  for (let at = 0; at + 4 <= stream.length; at += 4 + view.getUint16(at + 2, true)) {
    const record = view.getUint16(at, true);
    if (beginnings.has(record)) open++;
    // The record's sixth byte is the sheet's kind. Charts and modules need not have a substream.
    else if (record === boundSheet && stream[at + 9] === 0) worksheets++;
    else if (record === endOfSubstream && open > 0) {
      open--;
      // Charts inside a sheet have their own ends. The list of sheets is a substream too.
      if (open === 0) ended++;
    } else if (record === 0 && open === 0) break;
  }
  return open === 0 && ended > worksheets;
}
