import { keepPreviousData, useMutation, useQueryClient } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { t } from '@/lib/i18n'
import type { UserCreate, UserUpdate } from '@/lib/types'
import type { paths } from '@/types/api'

export type UserQuery = NonNullable<paths['/api/admin/users']['get']['parameters']['query']>

/** One page, by e-mail address. */
export const useUsers = (query: UserQuery) =>
  $api.useQuery('get', '/api/admin/users', { params: { query } }, { placeholderData: keepPreviousData })

/** Null waits. */
export const useUser = (id: string | null) =>
  $api.useQuery(
    'get',
    '/api/admin/users/{id}',
    { params: { path: { id: id ?? '' } } },
    { enabled: id !== null },
  )

function useRefreshUsers() {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['get', '/api/admin/users'] }),
      client.invalidateQueries({ queryKey: ['get', '/api/admin/users/{id}'] }),
      // One may have changed oneself.
      client.invalidateQueries({ queryKey: ['get', '/api/me'] }),
    ])
}

export function useCreateUser() {
  const refresh = useRefreshUsers()
  return useMutation({
    mutationFn: async (body: UserCreate) => {
      const { data } = await api.POST('/api/admin/users', { body })
      if (!data) throw new Error(t('The server answered without the account'))
      return data
    },
    onSuccess: refresh,
    // The form shows it.
    onError: () => undefined,
  })
}

/** Whoever changes says what a refusal means: the last administrator cannot be given up. */
export function useChangeUser() {
  const refresh = useRefreshUsers()
  return useMutation({
    mutationFn: async ({ id, body }: { id: string; body: UserUpdate }) => {
      await api.PUT('/api/admin/users/{id}', { params: { path: { id } }, body })
    },
    onSuccess: refresh,
    onError: () => undefined,
  })
}

export function useDeleteUser() {
  const refresh = useRefreshUsers()
  return useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/admin/users/{id}', { params: { path: { id } } })
    },
    onSuccess: refresh,
    onError: () => undefined,
  })
}

/** Whoever asked shows what came of it: the person is gone from the list then. */
export function useEraseUser() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ id, ...body }: { id: string; email: string; signed_readings: boolean }) => {
      const { data } = await api.POST('/api/admin/users/{id}/erase', { params: { path: { id } }, body })
      if (!data) throw new Error(t('The server answered without what it has erased'))
      return data
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['get', '/api/admin/users'] }),
    onError: () => undefined,
  })
}

/** Everything that is stored about a person, as JSON. */
export async function fetchPersonalData(id: string): Promise<Blob> {
  const { data } = await api.GET('/api/admin/users/{id}/data', { params: { path: { id } }, parseAs: 'blob' })
  if (!data) throw new Error(t('The server answered without the data'))
  return data
}
