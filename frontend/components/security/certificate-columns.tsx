import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'
import { createContext, useContext } from 'react'

import { DaysLeft } from '@/components/security/days-left'
import { RevokeCertificate } from '@/components/security/revoke-certificate'
import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { Checkbox } from '@/components/ui/checkbox'
import { msg, t } from '@/lib/i18n'
import { detailWords } from '@/lib/said'
import { CERTIFICATE_STATES, isUsable } from '@/lib/security-words'
import type { ChargerCertificate } from '@/lib/types'

const muted = 'text-muted-foreground'

interface Ticks {
  ticked: ReadonlySet<string>
  setTicked: (ids: ReadonlySet<string>) => void
}

/** Which rows are chosen. A context, so that the columns stay the same and a tick keeps its focus. */
export const TicksContext = createContext<Ticks>({ ticked: new Set(), setTicked: () => undefined })

export const CERTIFICATE_COLUMNS: ColumnDef<ChargerCertificate>[] = [
  {
    id: 'charger',
    header: () => t('Charger'),
    meta: { label: msg('Charger') },
    cell: ({ row: { original } }) => (
      <Link
        href={`/chargers/${original.charger_id}/security`}
        prefetch={false}
        data-row-link
        className="font-medium"
      >
        {original.charge_point_id ?? original.common_name}
      </Link>
    ),
  },
  {
    id: 'left',
    header: () => t('Runs out'),
    meta: { label: msg('Runs out'), className: 'max-md:h-12' },
    cell: ({ row: { original } }) => <DaysLeft certificate={original} />,
  },
  {
    id: 'state',
    header: () => t('State'),
    meta: { label: msg('State'), className: 'max-sm:hidden' },
    cell: ({ row: { original } }) => <CertificateState certificate={original} />,
  },
  {
    id: 'name',
    header: () => t('Name in it'),
    meta: { label: msg('Name in it'), className: `max-lg:hidden ${muted}` },
    cell: ({ row: { original } }) => original.common_name,
  },
  {
    id: 'requested',
    header: () => t('Requested'),
    meta: { label: msg('Requested'), align: 'right', className: `max-md:hidden ${muted}` },
    cell: ({ row: { original } }) => <Time value={original.requested_at} />,
  },
  {
    id: 'deeds',
    header: () => <span className="sr-only">{t('Deeds')}</span>,
    meta: { label: msg('Deeds'), align: 'right', className: 'w-24' },
    cell: ({ row: { original } }) => <RevokeCertificate certificate={original} />,
  },
]

export function CertificateState({ certificate }: { certificate: ChargerCertificate }) {
  const { label, status } = CERTIFICATE_STATES[certificate.state]
  const detail = detailWords(certificate)
  return (
    <span className="flex min-w-0 items-center gap-2">
      <StatusBadge plain status={status} label={t(label)} />
      {detail && (
        <span title={detail} className="max-w-60 truncate text-xs text-muted-foreground">
          {detail}
        </span>
      )}
    </span>
  )
}

/** For those who may renew: a tick before each that is good now. */
export const WITH_TICKS: ColumnDef<ChargerCertificate>[] = [
  {
    id: 'tick',
    header: () => <span className="sr-only">{t('Choose')}</span>,
    meta: { label: msg('Choose'), className: 'w-8' },
    cell: ({ row: { original } }) => isUsable(original) && <Tick certificate={original} />,
  },
  ...CERTIFICATE_COLUMNS,
]

function Tick({ certificate: { id, charge_point_id, common_name } }: { certificate: ChargerCertificate }) {
  const { ticked, setTicked } = useContext(TicksContext)
  return (
    <Checkbox
      aria-label={t('Choose the certificate of {name}', { name: charge_point_id ?? common_name })}
      checked={ticked.has(id)}
      onCheckedChange={(chosen) => setTicked(withOrWithout(ticked, id, chosen))}
    />
  )
}

const withOrWithout = (ids: ReadonlySet<string>, id: string, chosen: boolean): ReadonlySet<string> =>
  new Set(chosen ? [...ids, id] : [...ids].filter((other) => other !== id))
