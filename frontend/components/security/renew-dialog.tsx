'use client'

import { BulkDialog } from '@/components/bulk/bulk-dialog'
import { commandOutcome } from '@/lib/command-outcome'
import { t } from '@/lib/i18n'
import { useRefreshCertificates, useRenewCertificate } from '@/lib/queries/security'
import type { ChargerCertificate } from '@/lib/types'

interface RenewDialogProps {
  certificates: Pick<ChargerCertificate, 'charger_id' | 'charge_point_id' | 'common_name'>[]
  onClose: () => void
}

/** Has chargers ask for new certificates, and says what each answered. */
export function RenewDialog({ certificates, onClose }: RenewDialogProps) {
  const renew = useRenewCertificate()
  const refresh = useRefreshCertificates()
  // A charger with two certificates is asked once.
  const chargers = new Map(
    certificates.map(({ charger_id, charge_point_id, common_name }) => [
      charger_id,
      { id: charger_id, name: charge_point_id ?? common_name },
    ]),
  )
  return (
    <BulkDialog
      title={t(
        'Renew {count, plural, one {the certificate of # charger} other {the certificates of # chargers}}',
        { count: chargers.size },
      )}
      description={t(
        'Each is told to ask for a new certificate. The old one is good until the charger has come in with the new one.',
      )}
      items={[...chargers.values()]}
      nameOf={({ name }) => name}
      action={() => t('Renew')}
      deed={async ({ id }) => commandOutcome(await renew.mutateAsync(id))}
      onDone={refresh}
      onClose={onClose}
    />
  )
}
