'use client'

import { LegendItem } from '@/components/charts/legend'
import { useCurveView, type CurvedSession } from '@/components/transactions/session-curve'
import { t } from '@/lib/i18n'
import type { useMyCurve } from '@/lib/queries/me'
import { useMediaQuery } from '@/lib/use-media-query'

interface MyCurveProps {
  session: CurvedSession
  query: ReturnType<typeof useMyCurve>
}

export function MyCurve({ session, query }: MyCurveProps) {
  const phone = useMediaQuery('(max-width: 767px)')
  const { toggle, body } = useCurveView(query, session, { compact: phone, advice: '' })
  const measured = query.data?.points.some(({ power_w }) => power_w !== null) ?? true
  return (
    <section aria-label={t('Curve')}>
      <div className="flex min-h-7 items-center justify-between gap-3">
        <span className="flex gap-4">
          {measured && <LegendItem line="power">{t('Power, kW')}</LegendItem>}
          <LegendItem line="energy">{t('Energy, kWh')}</LegendItem>
        </span>
        {toggle}
      </div>
      <div className="mt-1 h-58 md:h-70">{body}</div>
    </section>
  )
}
