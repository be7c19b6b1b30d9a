/** RFC 4180, plus the semicolon that spreadsheets write where the comma is a decimal sign. Empty lines are left out. */
export function parseCsv(text: string): string[][] {
  const source = text.replace(/^\uFEFF/, '')
  const separator = guessSeparator(source)
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endRow = () => {
    row.push(cell.trim())
    if (row.some((value) => value !== '')) rows.push(row)
    row = []
    cell = ''
  }
  for (let index = 0; index < source.length; index += 1) {
    const letter = source.charAt(index)
    if (quoted) {
      const escaped = letter === '"' && source.charAt(index + 1) === '"'
      if (escaped) index += 1
      if (letter === '"' && !escaped) quoted = false
      else cell += letter
    } else if (letter === '"' && cell.trim() === '') {
      quoted = true
      cell = ''
    } else if (letter === separator) {
      row.push(cell.trim())
      cell = ''
    } else if (letter === '\n') endRow()
    else cell += letter
  }
  endRow()
  return rows
}

function guessSeparator(text: string): ',' | ';' {
  const [first = ''] = text.split('\n', 1)
  return first.split(';').length > first.split(',').length ? ';' : ','
}
