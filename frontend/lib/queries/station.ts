import { $api } from '@/lib/api'

/** Refetched by events; `id` null waits. Stands alone: the overview needs no more of stations at first. */
export const useStation = (id: string | null) =>
  $api.useQuery(
    'get',
    '/api/admin/stations/{id}',
    { params: { path: { id: id ?? '' } } },
    { enabled: id !== null },
  )
