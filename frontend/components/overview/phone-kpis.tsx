import { StatusIcon, type Status } from '@/components/status-badge'
import { Card } from '@/components/ui/card'
import { formatNumber, formatPercent } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { Overview } from '@/lib/types'

/** Three figures side by side in place of the four cards. */
export function PhoneKpis({
  overview: { connectors, chargers, power_w, power_limit_w },
}: {
  overview: Overview
}) {
  const ofAll = t('of {total} in all', { total: formatNumber(connectors.total) })
  const share = power_limit_w
    ? t('{share} of limit', { share: formatPercent((power_w / power_limit_w) * 100) })
    : ofAll
  const broken = chargers.faulted + chargers.offline
  return (
    <div className="grid grid-cols-3 gap-2 md:hidden">
      <PhoneKpi status="charging" label={t('Charging')} value={connectors.charging} note={share} />
      <PhoneKpi status="available" label={t('Available')} value={connectors.available} note={ofAll} />
      <PhoneKpi
        status={broken > 0 ? 'faulted' : 'available'}
        label={t('Broken')}
        value={broken}
        note={t('{count, plural, one {# is offline} other {# are offline}}', { count: chargers.offline })}
      />
    </div>
  )
}

function PhoneKpi({
  status,
  label,
  value,
  note,
}: {
  status: Status
  label: string
  value: number
  note: string
}) {
  return (
    <Card className="px-3 py-2.5">
      <h2 className="flex items-center gap-1.5 text-xs font-medium text-muted-foreground">
        <StatusIcon status={status} className="size-3.5" /> {label}
      </h2>
      <p className="text-xl font-semibold tabular-nums">{formatNumber(value)}</p>
      <p className="truncate text-xs text-muted-foreground tabular-nums">{note}</p>
    </Card>
  )
}
