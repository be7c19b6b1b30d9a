'use client'

import { FileBadgeIcon, RefreshCwIcon } from 'lucide-react'
import { parseAsBoolean, useQueryState } from 'nuqs'
import { useMemo, useState } from 'react'

import { May } from '@/components/auth/may'
import { DataTable } from '@/components/data-table/data-table'
import { useServerTable } from '@/components/data-table/use-server-table'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { CERTIFICATE_COLUMNS, TicksContext, WITH_TICKS } from '@/components/security/certificate-columns'
import { RenewDialog } from '@/components/security/renew-dialog'
import { RootsCard } from '@/components/security/roots-card'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import type { useCertificates } from '@/lib/queries/security'
import { useRights } from '@/lib/rights'
import { byEnd, isUsable } from '@/lib/security-words'

const NONE: ReadonlySet<string> = new Set()

interface CertificatesViewProps {
  certificates: ReturnType<typeof useCertificates>
}

/** Certificates of chargers, the one that ends first on top, and the roots that prove them. */
export function CertificatesView({ certificates }: CertificatesViewProps) {
  const [past, setPast] = useQueryState('past', parseAsBoolean.withDefault(false))
  const [ticked, setTicked] = useState(NONE)
  const [asking, setAsking] = useState(false)
  const operates = useRights().has('operate')
  const rows = useMemo(
    () => certificates.items.filter((one) => past || isUsable(one)).sort(byEnd),
    [certificates.items, past],
  )
  const ticks = useMemo(() => ({ ticked, setTicked }), [ticked])
  const table = useServerTable(rows, operates ? WITH_TICKS : CERTIFICATE_COLUMNS)
  const chosen = rows.filter(({ id }) => ticked.has(id))
  return (
    <div className="flex flex-col gap-3 md:gap-4">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
        <Button
          variant="outline"
          className="max-md:h-10"
          aria-pressed={past}
          onClick={() => void setPast(past ? null : true)}
        >
          {past ? t('Only those that are good now') : t('Show earlier ones too')}
        </Button>
        {chosen.length > 0 && (
          <May right="operate">
            <Button className="max-md:h-10" onClick={() => setAsking(true)}>
              <RefreshCwIcon />{' '}
              {t('Renew {count, plural, one {# certificate} other {# certificates}}', {
                count: chosen.length,
              })}
            </Button>
          </May>
        )}
      </div>
      {certificates.error && certificates.items.length === 0 ? (
        <Card>
          <ErrorState
            title={t('The certificates could not be loaded')}
            error={certificates.error}
            onRetry={certificates.refetch}
          />
        </Card>
      ) : (
        <TicksContext value={ticks}>
          <DataTable
            table={table}
            label={t('Certificates')}
            loading={certificates.loading}
            empty={
              <EmptyState icon={FileBadgeIcon} title={t('No charger has a certificate from here yet')}>
                {t('On a charger’s page, under Security, it is told to ask for one. Profile 3 needs it.')}
              </EmptyState>
            }
          />
        </TicksContext>
      )}
      <RootsCard />
      {asking && (
        <RenewDialog
          certificates={chosen}
          onClose={() => {
            setAsking(false)
            setTicked(NONE)
          }}
        />
      )}
    </div>
  )
}
