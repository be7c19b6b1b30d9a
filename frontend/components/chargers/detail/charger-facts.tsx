'use client'

import { Fact } from '@/components/fact'
import { deviceName } from '@/lib/device-name'
import { formatExact, formatSpan, formatTime } from '@/lib/format'
import { t } from '@/lib/i18n'
import { securityProfileLabel } from '@/lib/security-profiles'
import type { Charger } from '@/lib/types'
import { useNow } from '@/lib/use-now'

const MINUTE = 60_000

/** Six facts in one line. */
export function ChargerFacts({ charger }: { charger: Charger }) {
  const { serial_number, firmware_version, security_profile, ocpp_version } = charger
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-3 max-md:hidden">
      <Fact label={t('Model')}>{deviceName(charger)}</Fact>
      <Fact label={t('Serial number')}>{serial_number}</Fact>
      <Fact label={t('Firmware')}>{firmware_version}</Fact>
      <Presence charger={charger} />
      <Fact label={t('Security')}>{securityProfileLabel(security_profile)}</Fact>
      <Fact label={t('Protocol')}>{ocpp_version ? `OCPP ${ocpp_version.replace(/^ocpp/i, '')}` : null}</Fact>
    </dl>
  )
}

function Presence({ charger: { online, online_since, offline_since, last_seen_at } }: { charger: Charger }) {
  const now = useNow(MINUTE)
  const since = online ? online_since : (offline_since ?? last_seen_at)
  if (!since) return <Fact label={t('Online since')}>{t('Never')}</Fact>
  const span = now > 0 ? ` (${formatSpan(Math.max(MINUTE, now - Date.parse(since)))})` : ''
  return (
    <Fact label={online ? t('Online since') : t('Offline since')} title={formatExact(since)}>
      {formatTime(since, now || since)}
      {span}
    </Fact>
  )
}
