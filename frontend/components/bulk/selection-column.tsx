import type { ColumnDef } from '@tanstack/react-table'

import { Checkbox } from '@/components/ui/checkbox'
import { t } from '@/lib/i18n'

/** As large as the row is high: who misses it would open the row. */
const TARGET = 'relative after:absolute after:-inset-3'

/** A check box before each row; the one in the head is for all rows of the page. `nameOf`: what a row is called. */
export function selectionColumn<Row>(nameOf: (row: Row) => string): ColumnDef<Row> {
  return {
    id: 'select',
    enableSorting: false,
    enableHiding: false,
    meta: { label: '', className: 'w-9 pr-0' },
    header: ({ table }) => (
      <Checkbox
        aria-label={t('Select all on this page')}
        className={TARGET}
        disabled={table.getRowModel().rows.length === 0}
        checked={table.getIsAllPageRowsSelected() || (table.getIsSomePageRowsSelected() && 'indeterminate')}
        onCheckedChange={(checked) => table.toggleAllPageRowsSelected(checked)}
      />
    ),
    cell: ({ row }) => (
      <Checkbox
        aria-label={t('Select {name}', { name: nameOf(row.original) })}
        className={TARGET}
        checked={row.getIsSelected()}
        onCheckedChange={(checked) => row.toggleSelected(checked)}
      />
    ),
  }
}
