'use client'

import { useState } from 'react'

import { BulkProgress } from '@/components/bulk-progress'
import type { ListRow } from '@/components/local-lists/list-rows'
import { Button } from '@/components/ui/button'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog'
import { t } from '@/lib/i18n'
import { syncLocalList, useRefreshLocalLists } from '@/lib/queries/local-lists'
import { useBulk, type BulkEnd } from '@/lib/use-bulk'

async function sync({ id, online }: ListRow): Promise<BulkEnd> {
  await syncLocalList(id)
  return {
    ok: true,
    detail: online ? t('Its list is on the way.') : t('Offline: its list is sent when it is back.'),
  }
}

/** Sends the lists of all that are shown, once asked; each then tells in the table how far it is. */
export function SyncDialog({ rows, onClose }: { rows: ListRow[]; onClose: () => void }) {
  // The rows move on while they are sent; whom it concerns stays what was asked.
  const [targets] = useState(rows)
  const bulk = useBulk(sync)
  const refresh = useRefreshLocalLists()
  const begun = bulk.items.length > 0
  const run = async () => {
    await bulk.run(targets)
    await refresh()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>
            {t('Sync {count, plural, one {# local list} other {# local lists}}', { count: targets.length })}
          </DialogTitle>
          <DialogDescription>
            {t('Each charger is asked for its version and sent its whole list, whatever we believe it has.')}
          </DialogDescription>
        </DialogHeader>
        <BulkProgress items={bulk.items} />
        <DialogFooter>
          <Button variant="outline" size="lg" onClick={onClose}>
            {begun ? t('Close') : t('Cancel')}
          </Button>
          {!begun && (
            <Button size="lg" onClick={() => void run()}>
              {t('Sync now')}
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
