import type { ReactNode } from 'react'

import { formatPower } from '@/lib/format'
import { rich } from '@/lib/i18n'
import type { Overview } from '@/lib/types'

interface OverviewTitleProps {
  overview: Overview
  /** How many things need somebody; undefined while unknown. */
  attention: number | undefined
}

/** The page's answer in one sentence; the phone leaves out what the numbers count. */
export function OverviewTitle({ overview: { connectors, power_w }, attention }: OverviewTitleProps) {
  const values = {
    charging: connectors.charging,
    power: formatPower(power_w),
    wide: (words: ReactNode) => <span className="max-md:hidden">{words}</span>,
    narrow: (words: ReactNode) => <span className="md:hidden">{words}</span>,
  }
  if (attention === undefined) {
    return rich(
      '{charging, plural, =0 {Nothing is charging} one {<wide># connector</wide><narrow>#</narrow> charging at {power}} other {<wide># connectors</wide><narrow>#</narrow> charging at {power}}}',
      values,
    )
  }
  return rich(
    '{charging, plural, =0 {Nothing is charging} one {<wide># connector</wide><narrow>#</narrow> charging at {power}} other {<wide># connectors</wide><narrow>#</narrow> charging at {power}}}, {attention, plural, =0 {nothing needs you} one {<alarm># thing needs you</alarm>} other {<alarm># things need you</alarm>}}',
    {
      ...values,
      attention,
      alarm: (words: ReactNode) => <span className="text-faulted max-md:block">{words}</span>,
    },
  )
}
