import { keepPreviousData, useMutation, useQueryClient } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { byCursor, PAGE } from '@/lib/queries/paging'
import type { InstallCertificate } from '@/lib/types'
import { useAllPages } from '@/lib/use-all-pages'
import type { paths } from '@/types/api'

export type SecurityEventQuery = NonNullable<
  paths['/api/admin/security-events']['get']['parameters']['query']
>

const CERTIFICATES = ['get', '/api/admin/certificates']
const INSTALLED = '/api/admin/chargers/{id}/certificates/installed'

/** One page, the latest first. */
export const useSecurityEvents = (query: SecurityEventQuery) =>
  $api.useQuery(
    'get',
    '/api/admin/security-events',
    { params: { query } },
    { placeholderData: keepPreviousData },
  )

/** Certificates of all chargers, or of one, from their request on. */
export const useCertificates = (chargerId?: string) =>
  useAllPages(
    $api.useInfiniteQuery(
      'get',
      '/api/admin/certificates',
      { params: { query: { limit: PAGE, ...(chargerId && { charger_id: chargerId }) } } },
      byCursor,
    ),
  )

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
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (chargerId: string) => {
      const { data } = await api.POST('/api/admin/chargers/{id}/certificates/renew', {
        params: { path: { id: chargerId } },
      })
      if (!data) throw new Error('The server answered without the command')
      return data
    },
    onSettled: () => client.invalidateQueries({ queryKey: CERTIFICATES }),
    // Whoever asks says so beside the charger.
    onError: () => undefined,
  })
}

export function useRevokeCertificate() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => {
      await api.POST('/api/admin/certificates/{id}/revoke', { params: { path: { id } } })
    },
    onSuccess: () => client.invalidateQueries({ queryKey: CERTIFICATES }),
  })
}
