import { downloadText } from '@/lib/download'

export type CsvCell = string | number | boolean | null | undefined

/** A cell that starts like a formula would run in a spreadsheet: an id tag may come from anyone with a card. */
const FORMULA = /^[=+\-@\t\r]/

function escape(cell: CsvCell): string {
  if (cell == null) return ''
  const text = typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** RFC 4180. */
export function toCsv(head: string[], rows: CsvCell[][]): string {
  return [head, ...rows].map((row) => row.map(escape).join(',')).join('\r\n') + '\r\n'
}

/** The mark at the start is how spreadsheets know that it is UTF-8. */
export function downloadCsv(name: string, csv: string): void {
  downloadText(`${name}.csv`, 'text/csv', `\uFEFF${csv}`)
}
