'use client'

import { BulkDialog } from '@/components/bulk/bulk-dialog'
import { skipOffline } from '@/components/chargers/bulk/command-deed'
import { accepted } from '@/components/configuration/drift-words'
import type { BulkOutcome } from '@/lib/bulk-run'
import { t } from '@/lib/i18n'
import { repair, useRefreshConfiguration, type DriftRow } from '@/lib/queries/configuration'
import { detailWords } from '@/lib/said'

async function repairOne({ id }: DriftRow): Promise<BulkOutcome> {
  const keys = await repair(id)
  const good = keys.filter(accepted).length
  const text = t('{good} of {all} keys accepted.', { good, all: keys.length })
  const failed = keys.find((key) => !accepted(key) && key.detail)
  const why = failed && detailWords(failed)
  return { ok: good === keys.length, text: why ? `${text} ${why}` : text }
}

export const repairText = (count: number): string =>
  t('{count, plural, =0 {Repair} one {Repair # charger} other {Repair # chargers}}', { count })

interface RepairDialogProps {
  chargers: DriftRow[]
  onClose: () => void
}

/** Sends each charger what differs, once asked, with what came of each. */
export function RepairDialog({ chargers, onClose }: RepairDialogProps) {
  const refresh = useRefreshConfiguration()
  return (
    <BulkDialog
      title={t('Repair {count, plural, one {# charger} other {# chargers}}?', { count: chargers.length })}
      description={t(
        'Each that is online is sent what differs, key by key. What it has refused before is left out.',
      )}
      items={chargers}
      nameOf={({ charge_point_id }) => charge_point_id}
      skip={skipOffline}
      action={repairText}
      deed={repairOne}
      onDone={refresh}
      onClose={onClose}
    />
  )
}
