import type { ReactNode } from 'react'

import { formatNumber, powerQuantity, type Quantity } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { Connector } from '@/lib/types'
import { cn } from '@/lib/utils'

/** The unit is one weight lighter than its number. */
export function Figure({
  label,
  children,
  className,
}: {
  label: string
  children: ReactNode
  className?: string
}) {
  return (
    <div className={className}>
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className="flex h-8 items-end tabular-nums">
        <span>{children}</span>
      </dd>
    </div>
  )
}

function Amount({ value, unit }: Quantity) {
  return (
    <>
      <span className="text-lg font-semibold">{value}</span>
      <span className="text-muted-foreground"> {unit}</span>
    </>
  )
}

export function Power({ watts, className }: { watts: number | null; className?: string }) {
  const { value, unit } = watts === null ? { value: '–', unit: 'kW' } : powerQuantity(watts)
  return (
    <span
      className={cn(
        'text-2xl font-semibold',
        watts ? 'text-charging' : watts === null && 'font-normal text-muted-foreground',
        className,
      )}
    >
      {value}
      <span className="ml-1 text-sm font-normal tracking-normal text-muted-foreground">{unit}</span>
    </span>
  )
}

/** Current, voltage and battery, as far as they are known; what was measured before it went offline is not now. */
export function Readings({ connector, online }: { connector: Connector; online: boolean }) {
  const { current_a, voltage_v, soc_percent } = connector
  const shown: [string, number | null, string][] = [
    [t('Current'), current_a, 'A'],
    [t('Voltage'), voltage_v, 'V'],
    [t('Battery'), soc_percent, '%'],
  ]
  return shown.map(([label, value, unit]) => (
    <Figure key={label} label={label}>
      <Amount value={value === null || !online ? '–' : formatNumber(value)} unit={unit} />
    </Figure>
  ))
}
