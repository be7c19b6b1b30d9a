import { $api } from '@/lib/api'

/** What the server is set to; it changes with a restart only. */
export const useSettings = () => $api.useQuery('get', '/api/admin/settings', {}, { staleTime: Infinity })
