type Cell = string | number | undefined

/** A table as CSV for spreadsheets, with a byte order mark so that Excel reads its letters. */
export const csv = (rows: Cell[][]): string => `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`

function cell(value: Cell): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value)
  // A spreadsheet runs a text that begins like this as a formula: the apostrophe makes it a text again.
  const text = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
