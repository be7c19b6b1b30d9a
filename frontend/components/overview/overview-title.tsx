import { formatPower, formatNumber, plural } from '@/lib/format'
import type { Overview } from '@/lib/types'

interface OverviewTitleProps {
  overview: Overview
  /** How many things need somebody; undefined while unknown. */
  attention: number | undefined
}

/** The page's answer in one sentence. */
export function OverviewTitle({ overview: { connectors, power_w }, attention }: OverviewTitleProps) {
  const { charging } = connectors
  const count = plural(charging, 'connector')
  return (
    <>
      {charging === 0 ? (
        'Nothing is charging'
      ) : (
        <>
          <span className="max-md:hidden">{count}</span>
          <span className="md:hidden">{formatNumber(charging)}</span> charging at {formatPower(power_w)}
        </>
      )}
      {attention !== undefined && (
        <>
          {', '}
          {attention > 0 ? (
            <span className="text-faulted max-md:block">
              {plural(attention, 'thing')} {attention === 1 ? 'needs' : 'need'} you
            </span>
          ) : (
            'nothing needs you'
          )}
        </>
      )}
    </>
  )
}
