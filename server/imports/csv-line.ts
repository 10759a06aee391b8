/** A cell that begins so computes when a spreadsheet opens it. */
const computes = /^[=+\-@\t\r]/

/**
 * A row of a CSV file as Excel reads it, with its line end. Whatever people wrote stays a text there: what would compute has an
 * apostrophe before it, but for phone numbers, which are a plus, digits and spaces.
 */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

function csvCell(cell: string): string {
  const safe = computes.test(cell) && !/^\+\d[\d ]{4,24}$/.test(cell) ? `'${cell}` : cell
  return /[",\r\n;\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
