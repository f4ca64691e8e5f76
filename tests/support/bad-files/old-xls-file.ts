import { CFB, utils, write } from "@e965/xlsx";

/** Length in bytes of the record that begins a workbook stream: its header and content ([MS-XLS] 2.4.21). */
const beginningBytes = 20;

/** FilePass record ([MS-XLS] 2.4.117) of the older scheme: a key and a verifier of 16 bits each. */
const filePass = Buffer.from([0x2f, 0x00, 0x06, 0x00, 0x00, 0x00, 0x34, 0x12, 0x78, 0x56]);

/** An XLS file of Excel 97 to 2003 that is protected by a password from its start. */
export function protectedXls(): Blob {
  const book = utils.book_new();
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([
      ["Cédula", "Saldo"],
      ["10203040", 150],
    ]),
    "Cartera",
  );
  const container = CFB.read(write(book, { bookType: "biff8", type: "buffer" }), { type: "buffer" });
  const stream = CFB.find(container, "Workbook");
  if (stream === null) throw new Error("the library wrote no workbook");
  const content = Buffer.from(stream.content);
  const marked = Buffer.concat([content.subarray(0, beginningBytes), filePass, content.subarray(beginningBytes)]);
  CFB.utils.cfb_add(container, "Workbook", marked);
  return new Blob([Buffer.from(CFB.write(container, { type: "buffer" }))]);
}
