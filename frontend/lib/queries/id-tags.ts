import { keepPreviousData, useMutation, useQueryClient } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { t } from '@/lib/i18n'
import { byCursor, PAGE } from '@/lib/queries/paging'
import { viewerZone } from '@/lib/queries/overview'
import { toast } from '@/lib/toast'
import type { IdTag, IdTagWrite, ImportReport } from '@/lib/types'
import { useAllPages } from '@/lib/use-all-pages'

/** Every id tag there is; not `enabled` waits. */
export const useIdTags = (enabled = true) =>
  useAllPages(
    $api.useInfiniteQuery(
      'get',
      '/api/admin/id-tags',
      { params: { query: { limit: PAGE } } },
      { ...byCursor, enabled },
    ),
  )

/** The first id tags that match. */
export function useIdTagSearch(query: string, limit: number): IdTag[] {
  const { data } = $api.useQuery(
    'get',
    '/api/admin/id-tags',
    { params: { query: { limit, ...(query && { search: query }) } } },
    { placeholderData: keepPreviousData },
  )
  return data?.items ?? []
}

export function useRefreshIdTags() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['get', '/api/admin/id-tags'] })
}

/** Creates without an id, changes with one. */
export function useSaveIdTag() {
  const refresh = useRefreshIdTags()
  return useMutation({
    mutationFn: async ({ id, body }: { id: string | null; body: IdTagWrite }) => {
      if (id === null) await api.POST('/api/admin/id-tags', { body })
      else await api.PUT('/api/admin/id-tags/{id}', { params: { path: { id } }, body })
    },
    onSuccess: refresh,
    // The form shows it.
    onError: () => undefined,
  })
}

export async function blockIdTag(id: string, blocked: boolean): Promise<void> {
  await api.PUT('/api/admin/id-tags/{id}', { params: { path: { id } }, body: { blocked } })
}

export async function deleteIdTag(id: string): Promise<void> {
  await api.DELETE('/api/admin/id-tags/{id}', { params: { path: { id } } })
}

/** From a row's menu, where there is no form to show an error in. */
export function useBlockIdTag() {
  const refresh = useRefreshIdTags()
  return useMutation({
    mutationFn: ({ id, blocked }: { id: string; blocked: boolean }) => blockIdTag(id, blocked),
    onSuccess: refresh,
  })
}

export function useDeleteIdTag() {
  const refresh = useRefreshIdTags()
  return useMutation({
    mutationFn: ({ id }: Pick<IdTag, 'id' | 'id_tag'>) => deleteIdTag(id),
    // Said here: whoever asked is gone with the row before the answer is here.
    onSuccess: (_, { id_tag: name }) => {
      toast(t('{name} is deleted', { name }))
      return refresh()
    },
  })
}

const UNKNOWN_TAGS = ['get', '/api/admin/unknown-tags']
const UNKNOWN_SHOWN = 50

/** Tags that were presented and that nobody has registered, the last presented first. */
export const useUnknownTags = () =>
  $api.useQuery('get', '/api/admin/unknown-tags', { params: { query: { limit: UNKNOWN_SHOWN } } })

/** Registers it, and resolves with the id tag that it is now. */
export function useAdoptTag() {
  const client = useQueryClient()
  const refresh = useRefreshIdTags()
  return useMutation({
    mutationFn: async (id: string) => {
      const { data } = await api.POST('/api/admin/unknown-tags/{id}/adopt', { params: { path: { id } } })
      if (!data) throw new Error('The server answered without the id tag')
      return data
    },
    onSuccess: () => Promise.all([refresh(), client.invalidateQueries({ queryKey: UNKNOWN_TAGS })]),
  })
}

/** Forgets it, until it is presented again. */
export function useIgnoreTag() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/admin/unknown-tags/{id}', { params: { path: { id } } })
    },
    onSuccess: () => client.invalidateQueries({ queryKey: UNKNOWN_TAGS }),
  })
}

/** A table of id tags as it is, to be looked through (`dryRun`) or taken in: all of its rows or none. */
export async function importIdTags(table: Blob, dryRun: boolean): Promise<ImportReport> {
  const charset = await charsetOf(table)
  const { data } = await api.POST('/api/admin/id-tags/import', {
    params: { query: { dry_run: dryRun, tz: viewerZone(), charset } },
    body: table as never,
    bodySerializer: (body: unknown) => body as Blob,
    headers: { 'Content-Type': table.type === SHEET ? SHEET : 'text/csv' },
  })
  if (!data) throw new Error('The server answered without a report')
  return data
}

/** The file format of a workbook (XLSX). */
export const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What is no UTF-8 was written by an older Excel. */
async function charsetOf(table: Blob): Promise<'utf-8' | 'windows-1252'> {
  if (table.type === SHEET) return 'utf-8'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(await table.arrayBuffer())
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** All id tags with all columns, as the import takes them. */
export async function fetchIdTags(format: 'csv' | 'xlsx'): Promise<Blob> {
  const query = { format, tz: viewerZone(), ...(format === 'csv' && { bom: true }) }
  const { data } = await api.GET('/api/admin/id-tags', { params: { query }, parseAs: 'blob' })
  if (!data) throw new Error('The server answered without the table')
  return data
}
