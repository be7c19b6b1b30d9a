'use client'

import { BulkDialog } from '@/components/bulk/bulk-dialog'
import type { BulkOutcome } from '@/lib/bulk-run'
import { t } from '@/lib/i18n'
import { syncLocalList, useRefreshLocalLists, type ListRow } from '@/lib/queries/local-lists'

async function sync({ id }: ListRow): Promise<BulkOutcome> {
  await syncLocalList(id)
  return { ok: true, text: t('Its list is sent as soon as the charger can be reached.') }
}

/** Sends the lists that match, once asked; each then tells in the table how far it is. */
export function SyncDialog({ rows, onClose }: { rows: ListRow[]; onClose: () => void }) {
  const refresh = useRefreshLocalLists()
  return (
    <BulkDialog
      title={t('Sync {count, plural, one {# local list} other {# local lists}}', { count: rows.length })}
      description={t(
        'Each charger is asked for its version and sent its whole list, whatever we believe it has.',
      )}
      items={rows}
      nameOf={({ charge_point_id }) => charge_point_id}
      action={() => t('Sync now')}
      deed={sync}
      onDone={refresh}
      onClose={onClose}
    />
  )
}
