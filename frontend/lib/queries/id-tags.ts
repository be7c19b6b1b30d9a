import { keepPreviousData, useMutation, useQueries, useQueryClient } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { t } from '@/lib/i18n'
import { byCursor, everyPage, inParts, MOST_IDS, SCREENS } from '@/lib/queries/paging'
import { viewerZone } from '@/lib/queries/overview'
import { toast } from '@/lib/toast'
import type { IdTag, IdTagWrite, ImportReport } from '@/lib/types'
import type { paths } from '@/types/api'

export type IdTagQuery = NonNullable<paths['/api/admin/id-tags']['get']['parameters']['query']>
export type IdTagFilter = NonNullable<paths['/api/admin/id-tags/summary']['get']['parameters']['query']>

const LIST = ['get', '/api/admin/id-tags']
const SUMMARY = ['get', '/api/admin/id-tags/summary']

/** Refetched by events; `id` null waits. */
export const useIdTag = (id: string | null) =>
  $api.useQuery(
    'get',
    '/api/admin/id-tags/{id}',
    { params: { path: { id: id ?? '' } } },
    { enabled: id !== null },
  )

/** Page by page, as the server searches and sorts them. */
export const useIdTagPages = (query: Omit<IdTagQuery, 'limit' | 'cursor'>) =>
  $api.useInfiniteQuery(
    'get',
    '/api/admin/id-tags',
    { params: { query: { ...query, limit: SCREENS } } },
    { ...byCursor, placeholderData: keepPreviousData },
  )

/** How many the filter selects, and how many of them may not charge; not `enabled` waits. */
export const useIdTagSummary = (filter: IdTagFilter = {}, enabled = true) =>
  $api.useQuery(
    'get',
    '/api/admin/id-tags/summary',
    { params: { query: filter } },
    { placeholderData: keepPreviousData, enabled },
  )

/** Everything that the filter selects. */
export const fetchIdTags = (query: Omit<IdTagQuery, 'limit' | 'cursor'>): Promise<IdTag[]> =>
  everyPage((paging) => api.GET('/api/admin/id-tags', { params: { query: { ...query, ...paging } } }))

/** Those of these ids that there are. */
export function useIdTagsById(ids: string[]): IdTag[] {
  return useQueries({
    queries: inParts(ids).map((id) =>
      $api.queryOptions('get', '/api/admin/id-tags', { params: { query: { id, limit: MOST_IDS } } }),
    ),
    combine: itemsOf,
  })
}

const itemsOf = (answers: { data: { items: IdTag[] } | undefined }[]): IdTag[] =>
  answers.flatMap(({ data }) => data?.items ?? [])

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
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: LIST }),
      client.invalidateQueries({ queryKey: SUMMARY }),
    ])
}

/** Creates without an id, changes with one. */
export function useSaveIdTag() {
  const client = useQueryClient()
  const refresh = useRefreshIdTags()
  return useMutation({
    mutationFn: async ({ id, body }: { id: string | null; body: IdTagWrite }) => {
      if (id === null) await api.POST('/api/admin/id-tags', { body })
      else await api.PUT('/api/admin/id-tags/{id}', { params: { path: { id } }, body })
    },
    onSuccess: async (_, { id }) => {
      if (id) {
        const queryKey = ['get', '/api/admin/id-tags/{id}', { params: { path: { id } } }]
        await client.invalidateQueries({ queryKey })
      }
      await refresh()
    },
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
export async function fetchIdTagTable(format: 'csv' | 'xlsx'): Promise<Blob> {
  const query = { format, tz: viewerZone(), ...(format === 'csv' && { bom: true }) }
  const { data } = await api.GET('/api/admin/id-tags', { params: { query }, parseAs: 'blob' })
  if (!data) throw new Error('The server answered without the table')
  return data
}
