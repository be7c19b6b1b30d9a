'use client'

import { RefreshCwIcon } from 'lucide-react'
import { useState } from 'react'

import { May } from '@/components/auth/may'
import { SyncDialog } from '@/components/local-lists/sync-dialog'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import type { ListRow } from '@/lib/queries/local-lists'
import { toast } from '@/lib/toast'

interface SyncListsProps {
  /** How many lists of ours match search and filters. */
  count: number
  fetchLists: () => Promise<ListRow[]>
}

/** Asks whether the lists that match are to be sent: all of them, not only those that have come into the table. */
export function SyncLists({ count, fetchLists }: SyncListsProps) {
  const [rows, setRows] = useState<ListRow[] | null>(null)
  const [busy, setBusy] = useState(false)
  const ask = async () => {
    setBusy(true)
    try {
      setRows(await fetchLists())
    } catch (error) {
      toast.error(t('The lists could not be read'), { description: describeError(error) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <May right="operate">
      <Button disabled={busy || count === 0} onClick={() => void ask()}>
        <RefreshCwIcon />
        {t('{count, plural, =0 {Sync lists} one {Sync # list} other {Sync # lists}}', { count })}
      </Button>
      {rows && <SyncDialog rows={rows} onClose={() => setRows(null)} />}
    </May>
  )
}
