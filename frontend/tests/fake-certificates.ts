import { isUsable } from '@/lib/security-words'
import type { ChargerCertificate } from '@/lib/types'

import type { Answer } from './fake-server'

const SOON = 30 * 86_400_000

function selected(certificates: ChargerCertificate[], { searchParams: query }: URL): ChargerCertificate[] {
  const search = query.get('search')?.toLowerCase() ?? ''
  const usable = query.get('usable')
  return certificates.filter(
    (one) =>
      `${one.charge_point_id} ${one.common_name}`.toLowerCase().includes(search) &&
      (usable === null || usable === String(isUsable(one))),
  )
}

const byEnd = (a: ChargerCertificate, b: ChargerCertificate): number =>
  (a.not_after ?? '9').localeCompare(b.not_after ?? '9')

/** Answers as the server does for these certificates: searched, sorted by their ends, and counted. */
export function fakeCertificates(certificates: ChargerCertificate[]): Record<string, Answer> {
  return {
    'GET /api/admin/certificates': ({ url }) => {
      const items = selected(certificates, url).toSorted(byEnd)
      if (url.searchParams.get('sort')?.startsWith('-')) items.reverse()
      return { body: { items, next_cursor: null } }
    },
    'GET /api/admin/certificates/summary': ({ url }) => {
      const found = selected(certificates, url)
      const usable = found.filter(isUsable)
      const ending = usable.filter(({ not_after }) => Date.parse(not_after ?? '') < Date.now() + SOON)
      return {
        body: { total: found.length, usable: usable.length, ending: ending.length, states: {} },
      }
    },
  }
}
