'use client'

import { RefreshCwIcon } from 'lucide-react'
import { useState } from 'react'

import { May } from '@/components/auth/may'
import { ErrorState } from '@/components/error-state'
import { CertificateState } from '@/components/security/certificate-columns'
import { DaysLeft } from '@/components/security/days-left'
import { RenewDialog } from '@/components/security/renew-dialog'
import { RevokeCertificate } from '@/components/security/revoke-certificate'
import { Time } from '@/components/time'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { rich, t } from '@/lib/i18n'
import { useChargerCertificates } from '@/lib/queries/security'
import { isUsable } from '@/lib/security-words'
import type { Charger, ChargerCertificate } from '@/lib/types'

/** The charger's own certificates, from their request to their use. */
export function OwnCertificatesCard({ charger }: { charger: Charger }) {
  const [asking, setAsking] = useState(false)
  const { items, loading, error, refetch } = useChargerCertificates(charger.id)
  const name = charger.certificate_cn ?? charger.serial_number ?? charger.charge_point_id
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('Its own certificate')}</CardTitle>
        <May right="operate">
          <Button
            variant="outline"
            className="max-md:h-10"
            disabled={!charger.online}
            onClick={() => setAsking(true)}
          >
            <RefreshCwIcon /> {items.some(isUsable) ? t('Renew') : t('Have it ask for one')}
          </Button>
        </May>
      </CardHeader>
      <ul className="divide-y border-t">
        {error && items.length === 0 ? (
          <li>
            <ErrorState title={t('The certificates could not be loaded')} error={error} onRetry={refetch} />
          </li>
        ) : loading ? (
          <li className="p-4">
            <Skeleton className="h-8" />
          </li>
        ) : (
          items.length === 0 && (
            <li className="px-4 py-3 text-muted-foreground">
              {t('None yet. Profile 3 needs one, with {name} as its name.', { name })}
            </li>
          )
        )}
        {items.map((certificate) => (
          <Row key={certificate.id} certificate={certificate} />
        ))}
      </ul>
      {asking && (
        <RenewDialog
          certificates={[
            { charger_id: charger.id, charge_point_id: charger.charge_point_id, common_name: name },
          ]}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  )
}

function Row({ certificate }: { certificate: ChargerCertificate }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-60">
        <CertificateState certificate={certificate} />
        <p className="truncate text-xs text-muted-foreground">
          {rich('{name}, requested <when></when>', {
            name: certificate.common_name,
            when: () => <Time key="when" value={certificate.requested_at} />,
          })}
        </p>
      </div>
      <DaysLeft certificate={certificate} />
      <RevokeCertificate certificate={certificate} />
    </li>
  )
}
