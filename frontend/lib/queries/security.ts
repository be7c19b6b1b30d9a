import { keepPreviousData, useMutation, useQueryClient } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { byCursor, everyPage, PAGE, SCREENS } from '@/lib/queries/paging'
import type { ChargerCertificate, InstallCertificate } from '@/lib/types'
import { useAllPages } from '@/lib/use-all-pages'
import type { paths } from '@/types/api'

export type SecurityEventQuery = NonNullable<
  paths['/api/admin/security-events']['get']['parameters']['query']
>

export type CertificateQuery = NonNullable<paths['/api/admin/certificates']['get']['parameters']['query']>
export type CertificateFilter = NonNullable<
  paths['/api/admin/certificates/summary']['get']['parameters']['query']
>

const CERTIFICATES = ['get', '/api/admin/certificates']
const COUNTS = ['get', '/api/admin/certificates/summary']
const INSTALLED = '/api/admin/chargers/{id}/certificates/installed'

/** One page, the latest first. */
export const useSecurityEvents = (query: SecurityEventQuery) =>
  $api.useQuery(
    'get',
    '/api/admin/security-events',
    { params: { query } },
    { placeholderData: keepPreviousData },
  )

/** Certificates of all chargers, from their request on, as the server searches and sorts them. */
export const useCertificatePages = (query: Omit<CertificateQuery, 'limit' | 'cursor'>) =>
  $api.useInfiniteQuery(
    'get',
    '/api/admin/certificates',
    { params: { query: { ...query, limit: SCREENS } } },
    { ...byCursor, placeholderData: keepPreviousData },
  )

/** How many the filter selects, and how many of them end soon. */
export const useCertificateSummary = (filter: CertificateFilter) =>
  $api.useQuery(
    'get',
    '/api/admin/certificates/summary',
    { params: { query: filter } },
    { placeholderData: keepPreviousData },
  )

/** Everything that the filter selects. */
export const fetchCertificates = (
  query: Omit<CertificateQuery, 'limit' | 'cursor'>,
): Promise<ChargerCertificate[]> =>
  everyPage((paging) => api.GET('/api/admin/certificates', { params: { query: { ...query, ...paging } } }))

/** Those of one charger, the last requested first. */
export const useChargerCertificates = (chargerId: string) =>
  useAllPages(
    $api.useInfiniteQuery(
      'get',
      '/api/admin/certificates',
      { params: { query: { limit: PAGE, charger_id: chargerId } } },
      byCursor,
    ),
  )

export function useRefreshCertificates() {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: CERTIFICATES }),
      client.invalidateQueries({ queryKey: COUNTS }),
    ])
}

/** The roots of our own certificate authority. */
export const useAuthorityRoots = () => $api.useQuery('get', '/api/admin/certificates/roots')

/** The roots that a charger trusts, as it last told them. */
export const useInstalledCertificates = (id: string) =>
  $api.useQuery('get', INSTALLED, { params: { path: { id } } })

function useRefreshInstalledList(id: string) {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['get', INSTALLED, { params: { path: { id } } }] })
}

/** Asks the charger which roots it has. */
export function useReadInstalledCertificates(id: string) {
  const refresh = useRefreshInstalledList(id)
  return useMutation({
    mutationFn: async () => {
      await api.POST('/api/admin/chargers/{id}/certificates/refresh', { params: { path: { id } } })
    },
    onSuccess: refresh,
  })
}

/** Gives the charger a root; resolves with the command and what to think of. */
export function useInstallCertificate(id: string) {
  const refresh = useRefreshInstalledList(id)
  return useMutation({
    mutationFn: async (body: InstallCertificate) => {
      const { data } = await api.POST('/api/admin/chargers/{id}/certificates/install', {
        params: { path: { id } },
        body,
      })
      if (!data) throw new Error('The server answered without the command')
      return data
    },
    onSuccess: refresh,
    // The form shows it.
    onError: () => undefined,
  })
}

/** Has a charger ask for a new certificate; what follows is told by events. */
export function useRenewCertificate() {
  return useMutation({
    mutationFn: async (chargerId: string) => {
      const { data } = await api.POST('/api/admin/chargers/{id}/certificates/renew', {
        params: { path: { id: chargerId } },
      })
      if (!data) throw new Error('The server answered without the command')
      return data
    },
    // Whoever asks says so beside the charger.
    onError: () => undefined,
  })
}

export function useRevokeCertificate() {
  const refresh = useRefreshCertificates()
  return useMutation({
    mutationFn: async (id: string) => {
      await api.POST('/api/admin/certificates/{id}/revoke', { params: { path: { id } } })
    },
    onSuccess: refresh,
  })
}
