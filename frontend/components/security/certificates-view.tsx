'use client'

import { FileBadgeIcon, RefreshCwIcon } from 'lucide-react'
import { parseAsBoolean, useQueryState } from 'nuqs'
import { useState } from 'react'

import { BulkBar } from '@/components/bulk/bulk-bar'
import { DataTable } from '@/components/data-table/data-table'
import { EndlessFooter } from '@/components/data-table/endless-rows'
import { NoMatch } from '@/components/data-table/no-match'
import { SearchField } from '@/components/data-table/search-field'
import { ExportAll } from '@/components/data-table/table-actions'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { CERTIFICATE_COLUMNS, SELECTABLE } from '@/components/security/certificate-columns'
import { RenewDialog } from '@/components/security/renew-dialog'
import { RootsCard } from '@/components/security/roots-card'
import { useCertificateList } from '@/components/security/use-certificate-list'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import { useRights } from '@/lib/rights'
import { isUsable } from '@/lib/security-words'

const EVERY = {}
const USABLE = { usable: true }

/** Certificates of chargers, the one that ends first on top, and the roots that prove them. */
export function CertificatesView() {
  const [past, setPast] = useQueryState('past', parseAsBoolean.withDefault(false))
  const [asking, setAsking] = useState(false)
  const operates = useRights().has('operate')
  const { list, rows, source, selection, fetchAll } = useCertificateList({
    columns: operates ? SELECTABLE : CERTIFICATE_COLUMNS,
    filter: past ? EVERY : USABLE,
  })
  const chosen = selection.rows.filter(isUsable)
  return (
    <div className="flex flex-col gap-3 md:gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <SearchField
          value={list.url.search}
          onChange={list.url.setSearch}
          placeholder={t('Charger, name in it')}
        />
        <Button
          variant="outline"
          className="max-md:h-10"
          aria-pressed={past}
          onClick={() => void setPast(past ? null : true)}
        >
          {past ? t('Only those that are good now') : t('Show earlier ones too')}
        </Button>
        <span className="ml-auto max-md:hidden">
          <ExportAll table={list.table} name={t('certificates')} fetchAll={fetchAll} />
        </span>
      </div>
      <BulkBar selection={selection}>
        <Button className="max-md:h-10" disabled={chosen.length === 0} onClick={() => setAsking(true)}>
          <RefreshCwIcon />{' '}
          {t('Renew {count, plural, one {# certificate} other {# certificates}}', { count: chosen.length })}
        </Button>
      </BulkBar>
      {source.error && rows.length === 0 ? (
        <Card>
          <ErrorState
            title={t('The certificates could not be loaded')}
            error={source.error}
            onRetry={source.refetch}
          />
        </Card>
      ) : (
        <DataTable
          table={list.table}
          label={t('Certificates')}
          loading={source.loading}
          endless={list.endless}
          footer={<EndlessFooter noun={t('certificates')} endless={list.endless} />}
          empty={
            list.url.search === '' ? (
              <EmptyState icon={FileBadgeIcon} title={t('No charger has a certificate from here yet')}>
                {t('On a charger’s page, under Security, it is told to ask for one. Profile 3 needs it.')}
              </EmptyState>
            ) : (
              <NoMatch title={t('No certificate matches')} onClear={() => list.url.setSearch('')} />
            )
          }
        />
      )}
      <RootsCard />
      {asking && (
        <RenewDialog
          certificates={chosen}
          onClose={() => {
            setAsking(false)
            selection.clear()
          }}
        />
      )}
    </div>
  )
}
