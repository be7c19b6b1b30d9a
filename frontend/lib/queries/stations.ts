import { $api } from '@/lib/api'

const ALL = 200

/** All stations by name, for choosing one. */
export const useStations = () =>
  $api.useQuery('get', '/api/admin/stations', { params: { query: { limit: ALL } } })
