import { keepPreviousData, useMutation, useQueryClient } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { byCursor, everyPage, PAGE } from '@/lib/queries/paging'
import type { DiagnosticsWrite, Firmware, FirmwareUpdate, Job } from '@/lib/types'
import { uploadForm, type Progress } from '@/lib/upload'
import { useAllPages } from '@/lib/use-all-pages'
import type { paths } from '@/types/api'

export type JobQuery = NonNullable<paths['/api/admin/firmware/jobs']['get']['parameters']['query']>

const FILES = ['get', '/api/admin/firmware']
const JOBS = ['get', '/api/admin/firmware/jobs']
const ROLLOUT = ['get', '/api/admin/firmware/{id}/rollout']

/** Every file there is, the newest first. */
export const useFirmware = () =>
  useAllPages(
    $api.useInfiniteQuery('get', '/api/admin/firmware', { params: { query: { limit: PAGE } } }, byCursor),
  )

/** One page of jobs, the last asked for first. */
export const useJobs = (query: JobQuery) =>
  $api.useQuery(
    'get',
    '/api/admin/firmware/jobs',
    { params: { query } },
    { placeholderData: keepPreviousData },
  )

/** How far one firmware has come: each charger by its last job. */
export const useRollout = (firmwareId: string) =>
  $api.useQuery('get', '/api/admin/firmware/{id}/rollout', { params: { path: { id: firmwareId } } })

/** The last jobs of chargers with one firmware that ended in these states. */
export async function fetchLatestJobs(firmwareId: string, states: Job['state'][]): Promise<Job[]> {
  const found = await Promise.all(
    states.map((state) =>
      everyPage((paging) =>
        api.GET('/api/admin/firmware/jobs', {
          params: { query: { firmware_id: firmwareId, latest: true, state, ...paging } },
        }),
      ),
    ),
  )
  return found.flat()
}

export function useUploadFirmware() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ form, onProgress }: { form: FormData; onProgress: (progress: Progress) => void }) =>
      uploadForm('/api/admin/firmware', form, onProgress) as Promise<Firmware>,
    onSuccess: () => client.invalidateQueries({ queryKey: FILES }),
    // The form shows it.
    onError: () => undefined,
  })
}

export function useDeleteFirmware() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/admin/firmware/{id}', { params: { path: { id } } })
    },
    onSuccess: () => client.invalidateQueries({ queryKey: FILES }),
  })
}

interface Campaign {
  firmwareId: string
  /** One request for each wave. */
  updates: FirmwareUpdate[]
}

/** Has chargers fetch a firmware, wave by wave; what was begun before a refusal goes on. */
export async function updateChargers({ firmwareId, updates }: Campaign, onSent?: (waves: number) => void) {
  for (const [wave, body] of updates.entries()) {
    await api.POST('/api/admin/firmware/{id}/updates', { params: { path: { id: firmwareId } }, body })
    onSent?.(wave + 1)
  }
}

export function useRefreshJobs() {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: JOBS }),
      client.invalidateQueries({ queryKey: ROLLOUT }),
    ])
}

export function useUpdateChargers() {
  const refresh = useRefreshJobs()
  return useMutation({
    mutationFn: (campaign: Campaign) => updateChargers(campaign),
    onSettled: refresh,
  })
}

/** Takes back what is not under way yet. */
export function useCancelJob() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => {
      await api.POST('/api/admin/firmware/jobs/{id}/cancel', { params: { path: { id } } })
    },
    // Also after a refusal: it has begun meanwhile.
    onSettled: () => client.invalidateQueries({ queryKey: JOBS }),
  })
}

export function usePauseFirmware() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ id, held }: { id: string; held: boolean }) => {
      const params = { path: { id } }
      if (held) await api.POST('/api/admin/firmware/{id}/pause', { params })
      else await api.POST('/api/admin/firmware/{id}/resume', { params })
    },
    onSuccess: () => client.invalidateQueries({ queryKey: FILES }),
  })
}

export function useRequestDiagnostics(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: DiagnosticsWrite) => {
      await api.POST('/api/admin/chargers/{id}/diagnostics', { params: { path: { id } }, body })
    },
    onSettled: () => client.invalidateQueries({ queryKey: JOBS }),
    // The dialog shows it.
    onError: () => undefined,
  })
}

/** What the charger has delivered, with the token that a bare link would not carry. */
export async function fetchJobFile(id: string): Promise<Blob> {
  const { data } = await api.GET('/api/admin/firmware/jobs/{id}/file', {
    params: { path: { id } },
    parseAs: 'blob',
  })
  if (!data) throw new Error('The server answered without the file')
  return data
}

export function useDeleteJobFile() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/admin/firmware/jobs/{id}/file', { params: { path: { id } } })
    },
    onSuccess: () => client.invalidateQueries({ queryKey: JOBS }),
  })
}
