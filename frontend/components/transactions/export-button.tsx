'use client'

import type { ColumnDef } from '@tanstack/react-table'
import { DownloadIcon } from 'lucide-react'
import { useState } from 'react'

import { csvHead } from '@/components/transactions/transaction-columns'
import { Button } from '@/components/ui/button'
import { downloadCsv, toCsv } from '@/lib/csv'
import { formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { EXPORT_LIMIT, fetchForExport, type TransactionFilter } from '@/lib/queries/transactions'
import { toast } from '@/lib/toast'
import type { Transaction } from '@/lib/types'

export function transactionsCsv(columns: ColumnDef<Transaction>[], rows: Transaction[]): string {
  return toCsv(
    columns.map(csvHead),
    rows.map((row) => columns.map(({ meta }) => meta?.csv?.(row))),
  )
}

/** Everything the filter selects with the columns that are shown, not only this page. */
export function ExportTransactions({
  filter,
  columns,
}: {
  filter: TransactionFilter
  columns: ColumnDef<Transaction>[]
}) {
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      const rows = await fetchForExport(filter)
      downloadCsv('transactions', transactionsCsv(columns, rows))
      if (rows.length === EXPORT_LIMIT) {
        toast(t('The newest {count} transactions are in the file', { count: formatNumber(EXPORT_LIMIT) }), {
          description: t('Narrow the dates to export the older ones.'),
        })
      }
    } catch (error) {
      toast.error(t('The export failed'), { description: describeError(error) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button variant="outline" disabled={busy} onClick={save}>
      <DownloadIcon /> {busy ? t('Exporting') : t('Export CSV')}
    </Button>
  )
}
