import type { DocumentCounts } from '../store/embedded/count-documents.ts'

const whole = new Intl.NumberFormat('en')
const megabytes = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** Such as `12.3 MB`. */
export const sizeIn = (bytes: number): string => `${megabytes.format(bytes / 1e6)} MB`

/** Such as `1,234 documents`. */
export const documentsIn = (counts: DocumentCounts): string => {
  const sum = Object.values(counts).reduce((all, count) => all + count, 0)
  return `${whole.format(sum)} ${sum === 1 ? 'document' : 'documents'}`
}

/** The collections that have documents, with how many; a line each. */
export function tableOf(counts: DocumentCounts): string {
  const rows = Object.entries(counts).filter(([, count]) => count > 0)
  const width = Math.max(0, ...rows.map(([name]) => name.length))
  return rows.map(([name, count]) => `  ${name.padEnd(width)}  ${whole.format(count).padStart(11)}\n`).join('')
}

/** Prints a line, but not one right after another: what takes a moment only needs none. */
export function patiently(print: (line: string) => void, now: () => number): (line: string) => void {
  let last = now()
  return (line) => {
    if (now() - last < 1_000) return
    last = now()
    print(line)
  }
}
