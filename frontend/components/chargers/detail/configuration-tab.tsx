'use client'

import { ListIcon, PencilIcon, RefreshCwIcon, SlidersHorizontalIcon } from 'lucide-react'
import { parseAsString, useQueryState } from 'nuqs'
import { Fragment, useState } from 'react'

import { May } from '@/components/auth/may'
import { useThisCharger } from '@/components/chargers/detail/charger-context'
import { KeyDialog } from '@/components/chargers/detail/key-dialog'
import { useSend } from '@/components/commands/use-send'
import { DriftCard } from '@/components/configuration/drift-card'
import { SearchField } from '@/components/data-table/search-field'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { Page } from '@/components/layout/page'
import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useConfiguration } from '@/lib/queries/charger-detail'
import type { ConfigurationKey } from '@/lib/types'

/** The settings as the charger last reported them, and the way to change one. */
export function ConfigurationTab() {
  const charger = useThisCharger()
  const { data, error, refetch } = useConfiguration(charger.id)
  const [search, setSearch] = useQueryState('q', parseAsString.withDefault(''))
  const [edited, setEdited] = useState<ConfigurationKey | null>(null)
  const keys = data?.items ?? []
  const found = keys.filter(({ key }) => key.toLowerCase().includes(search.trim().toLowerCase()))
  return (
    <Page className="pt-4 md:pt-4">
      <DriftCard charger={charger} />
      <div className="flex flex-wrap items-center gap-2">
        <SearchField value={search} onChange={(q) => void setSearch(q || null)} placeholder={t('Key')} />
        <span className="text-muted-foreground tabular-nums">
          {data &&
            (search
              ? t('{found} of {count, plural, one {# key} other {# keys}}', {
                  found: formatNumber(found.length),
                  count: keys.length,
                })
              : t('{count, plural, one {# key} other {# keys}}', { count: keys.length }))}
        </span>
        <span className="ml-auto">
          <ReadButton label={t('Read configuration')} />
        </span>
      </div>
      <Card className="overflow-hidden">
        {error && !data ? (
          <ErrorState
            title={t('The configuration could not be loaded')}
            error={error}
            onRetry={() => void refetch()}
          />
        ) : data && keys.length === 0 ? (
          <EmptyState
            icon={SlidersHorizontalIcon}
            title={t('Its settings are not known yet')}
            action={charger.online && <ReadButton label={t('Read configuration')} />}
          >
            {charger.online
              ? t('Ask the charger for them. They stay here from then on.')
              : t('The charger is offline. They can be read once it calls again.')}
          </EmptyState>
        ) : (
          <KeyTable keys={data ? found : undefined} onEdit={setEdited} />
        )}
      </Card>
      {edited && <KeyDialog charger={charger} setting={edited} onClose={() => setEdited(null)} />}
    </Page>
  )
}

function ReadButton({ label }: { label: string }) {
  const charger = useThisCharger()
  const send = useSend(charger)
  return (
    <May right="operate">
      <Button
        variant="outline"
        disabled={!charger.online || send.isPending}
        onClick={() => send.mutate({ action: 'GetConfiguration', request: {} })}
      >
        {send.isPending ? <RefreshCwIcon className="animate-spin" /> : <ListIcon />} {label}
      </Button>
    </May>
  )
}

interface KeyTableProps {
  keys: ConfigurationKey[] | undefined
  onEdit: (setting: ConfigurationKey) => void
}

function KeyTable({ keys, onEdit }: KeyTableProps) {
  return (
    <Table aria-label={t('Configuration')} aria-busy={!keys} className="@max-md:table-fixed">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead className="@max-md:w-[42%]">{t('Key')}</TableHead>
          <TableHead>{t('Value')}</TableHead>
          <TableHead className="text-right @max-md:hidden">{t('Reported')}</TableHead>
          <TableHead className="w-24 @max-md:w-20">
            <span className="sr-only">{t('Change')}</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {keys
          ? keys.map((setting) => <KeyRow key={setting.key} setting={setting} onEdit={onEdit} />)
          : Array.from({ length: 10 }, (_, index) => (
              <TableRow key={index}>
                <TableCell colSpan={4}>
                  <Skeleton className="h-5" />
                </TableCell>
              </TableRow>
            ))}
      </TableBody>
    </Table>
  )
}

function KeyRow({
  setting,
  onEdit,
}: {
  setting: ConfigurationKey
  onEdit: (setting: ConfigurationKey) => void
}) {
  const charger = useThisCharger()
  const { key, value, readonly, pending_value, reported_at } = setting
  return (
    <TableRow>
      <TableCell className="font-medium @max-md:wrap-anywhere @max-md:whitespace-normal">
        <BetweenWords name={key} />
      </TableCell>
      <TableCell className="max-w-96 whitespace-normal">
        <span className="font-mono text-xs wrap-anywhere">{value}</span>
        {value === null && <span className="text-muted-foreground">{t('Not set')}</span>}
        {pending_value !== null && (
          <StatusBadge
            status="preparing"
            label={t('{value} after a restart', { value: pending_value })}
            className="ml-2"
          />
        )}
      </TableCell>
      <TableCell className="text-right text-muted-foreground tabular-nums @max-md:hidden">
        {reported_at && <Time value={reported_at} />}
      </TableCell>
      <TableCell className="text-right">
        {readonly ? (
          <span className="text-xs text-muted-foreground">{t('Read only')}</span>
        ) : (
          <May right="operate">
            <Button
              variant="outline"
              size="xs"
              disabled={!charger.online}
              aria-label={t('Change {key}', { key })}
              onClick={() => onEdit(setting)}
            >
              <PencilIcon /> <span className="@max-md:sr-only">{t('Change')}</span>
            </Button>
          </May>
        )}
      </TableCell>
    </TableRow>
  )
}

/** A key's name may be broken where a word of it ends: `Authorization|Cache|Enabled`. */
function BetweenWords({ name }: { name: string }) {
  return name.split(/(?<=[a-z])(?=[A-Z])/).map((word, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {word}
    </Fragment>
  ))
}
