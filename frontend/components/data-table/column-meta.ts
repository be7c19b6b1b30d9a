import '@tanstack/react-table'

import type { CsvCell } from '@/lib/csv'

declare module '@tanstack/react-table' {
  // The names of the type parameters must be those of the library.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface ColumnMeta<TData, TValue> {
    /** The column's name in menus and in the CSV file; as its `header`, a text is shown with `t()`. */
    label: string
    /** Numbers stand right, text left. */
    align?: 'right'
    className?: string
    /** The value in the CSV file; without it the column is left out there. */
    csv?: (row: TData) => CsvCell
  }
}
