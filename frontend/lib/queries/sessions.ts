import { useMutation, useQueryClient } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'

/** Where I am signed in; nothing where another service keeps the accounts. */
export const useMyDevices = () => $api.useQuery('get', '/api/me/sessions')

export function useEndSession() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/me/sessions/{id}', { params: { path: { id } } })
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['get', '/api/me/sessions'] }),
  })
}
