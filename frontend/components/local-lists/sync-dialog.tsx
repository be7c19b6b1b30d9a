'use client'

import { BulkDialog } from '@/components/bulk/bulk-dialog'
import type { ListRow } from '@/components/local-lists/list-rows'
import type { BulkOutcome } from '@/lib/bulk-run'
import { t } from '@/lib/i18n'
import { syncLocalList, useRefreshLocalLists } from '@/lib/queries/local-lists'

async function sync({ id, online }: ListRow): Promise<BulkOutcome> {
  await syncLocalList(id)
  return {
    ok: true,
    text: online ? t('Its list is on the way.') : t('Offline: its list is sent when it is back.'),
  }
}

/** Sends the lists of all that are shown, once asked; each then tells in the table how far it is. */
export function SyncDialog({ rows, onClose }: { rows: ListRow[]; onClose: () => void }) {
  const refresh = useRefreshLocalLists()
  return (
    <BulkDialog
      title={t('Sync {count, plural, one {# local list} other {# local lists}}', { count: rows.length })}
      description={t(
        'Each charger is asked for its version and sent its whole list, whatever we believe it has.',
      )}
      items={rows}
      nameOf={({ name }) => name}
      action={() => t('Sync now')}
      deed={sync}
      onDone={refresh}
      onClose={onClose}
    />
  )
}
