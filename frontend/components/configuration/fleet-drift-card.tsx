'use client'

import { CircleCheckIcon, WrenchIcon } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'

import { May } from '@/components/auth/may'
import { BulkDialog } from '@/components/bulk/bulk-dialog'
import { skipOffline } from '@/components/chargers/bulk/command-deed'
import { accepted, DRIFT_STATES } from '@/components/configuration/drift-words'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import type { BulkOutcome } from '@/lib/bulk-run'
import { t } from '@/lib/i18n'
import { repair, useFleetDrift, useRefreshConfiguration } from '@/lib/queries/configuration'
import { detailWords, saidWords } from '@/lib/said'
import type { DriftingCharger, KeyDrift } from '@/lib/types'

interface Target {
  id: string
  name: string
  online: boolean
}

const targetOf = ({ charger_id, charge_point_id, online }: DriftingCharger): Target => ({
  id: charger_id,
  name: charge_point_id,
  online,
})

async function repairOne({ id }: Target): Promise<BulkOutcome> {
  const keys = await repair(id)
  const good = keys.filter(accepted).length
  const text = t('{good} of {all} keys accepted.', { good, all: keys.length })
  const failed = keys.find((key) => !accepted(key) && key.detail)
  const why = failed && detailWords(failed)
  return { ok: good === keys.length, text: why ? `${text} ${why}` : text }
}

const repairText = (count: number): string =>
  t('{count, plural, =0 {Repair} one {Repair # charger} other {Repair # chargers}}', { count })

/** Where chargers are not as wished, and the way to put it right. */
export function FleetDriftCard() {
  const drift = useFleetDrift()
  const refresh = useRefreshConfiguration()
  const [repairing, setRepairing] = useState<Target[] | null>(null)
  const reachable = drift.items.filter(({ online }) => online).length
  return (
    <Card className="overflow-hidden">
      <CardHeader>
        <CardTitle>{t('Drift')}</CardTitle>
        <May right="operate">
          <Button
            variant="outline"
            className="max-md:h-10"
            disabled={reachable === 0}
            onClick={() => setRepairing(drift.items.map(targetOf))}
          >
            <WrenchIcon /> {repairText(reachable)}
          </Button>
        </May>
      </CardHeader>
      {drift.loading ? (
        <div className="border-t p-4">
          <Skeleton className="h-24" />
        </div>
      ) : drift.error && drift.items.length === 0 ? (
        <ErrorState
          title={t('The drift could not be worked out')}
          error={drift.error}
          onRetry={drift.refetch}
        />
      ) : drift.items.length === 0 ? (
        <div className="border-t">
          <EmptyState icon={CircleCheckIcon} title={t('Every charger is as desired')}>
            {t('Where a charger reports another value than the desired one, it is listed here.')}
          </EmptyState>
        </div>
      ) : (
        <DriftTable chargers={drift.items} onRepair={(charger) => setRepairing([targetOf(charger)])} />
      )}
      {repairing && (
        <BulkDialog
          title={t('Repair {count, plural, one {# charger} other {# chargers}}?', {
            count: repairing.length,
          })}
          description={t(
            'Each that is online is sent what differs, key by key. What it has refused before is left out.',
          )}
          items={repairing}
          nameOf={({ name }) => name}
          skip={skipOffline}
          action={repairText}
          deed={repairOne}
          onDone={refresh}
          onClose={() => setRepairing(null)}
        />
      )}
    </Card>
  )
}

interface DriftTableProps {
  chargers: DriftingCharger[]
  onRepair: (charger: DriftingCharger) => void
}

function DriftTable({ chargers, onRepair }: DriftTableProps) {
  return (
    <Table aria-label={t('Drift')}>
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>{t('Charger')}</TableHead>
          <TableHead className="max-lg:hidden">{t('Model')}</TableHead>
          <TableHead>{t('State')}</TableHead>
          <TableHead className="max-md:hidden">{t('Keys')}</TableHead>
          <TableHead className="w-24">
            <span className="sr-only">{t('Repair')}</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {chargers.map((charger) => (
          <TableRow key={charger.charger_id}>
            <TableCell className="font-medium">
              <Link
                href={`/chargers/${charger.charger_id}/configuration`}
                className="underline-offset-4 hover:underline"
              >
                {charger.charge_point_id}
              </Link>
            </TableCell>
            <TableCell className="text-muted-foreground max-lg:hidden">
              {[charger.vendor, charger.model, charger.firmware_version].filter(Boolean).join(', ')}
            </TableCell>
            <TableCell>
              <States charger={charger} />
            </TableCell>
            <TableCell className="max-w-72 truncate text-muted-foreground max-md:hidden">
              {charger.keys.join(', ')}
            </TableCell>
            <TableCell className="text-right max-md:h-12">
              <May right="operate">
                <Button
                  variant="outline"
                  size="xs"
                  className="max-md:h-10"
                  aria-label={t('Repair {charger}', { charger: charger.charge_point_id })}
                  disabled={!charger.online}
                  title={charger.online ? undefined : t('The charger is offline.')}
                  onClick={() => onRepair(charger)}
                >
                  <WrenchIcon /> {t('Repair')}
                </Button>
              </May>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function States({ charger: { states, findings } }: { charger: DriftingCharger }) {
  const counts = states as Partial<Record<KeyDrift['state'], number>>
  const shown = (Object.keys(DRIFT_STATES) as KeyDrift['state'][]).filter(
    (state) => state !== 'in_step' && (counts[state] ?? 0) > 0,
  )
  return (
    <span className="flex flex-wrap gap-1.5">
      {shown.map((state) => (
        <StatusBadge
          key={state}
          status={DRIFT_STATES[state].status}
          label={t('{state}: {count}', { state: t(DRIFT_STATES[state].label), count: counts[state] ?? 0 })}
        />
      ))}
      {findings.length > 0 && (
        <StatusBadge
          status="rule-broken"
          label={t('{count, plural, one {# contradiction} other {# contradictions}}', {
            count: findings.length,
          })}
          title={findings.map(({ said }) => saidWords(said)).join(' ')}
        />
      )}
    </span>
  )
}
