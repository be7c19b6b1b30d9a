import { idTagStatus } from '@/lib/status'
import type { IdTag } from '@/lib/types'

import type { Answer } from './fake-server'

/** The moment of the fixtures. */
const NOW = Date.parse('2026-11-19T12:27:00Z')
const ORDERS: Record<string, (tag: IdTag) => string> = {
  id_tag: ({ id_tag }) => id_tag,
  note: ({ note }) => note ?? '',
  last_used: ({ last_used_at }) => last_used_at ?? '',
  charging: ({ active_transactions }) => String(active_transactions),
}

function selected(tags: IdTag[], { searchParams: query }: URL): IdTag[] {
  const search = query.get('search')?.toLowerCase() ?? ''
  const [blocked, expired, charging] = ['blocked', 'expired', 'charging'].map((name) => query.get(name))
  const ids = query.getAll('id')
  const is = (wanted: string | null | undefined, truth: boolean) => !wanted || wanted === String(truth)
  return tags.filter(
    (tag) =>
      [tag.id_tag, tag.parent_id_tag, tag.note].join(' ').toLowerCase().includes(search) &&
      is(blocked, tag.blocked) &&
      is(expired, idTagStatus({ ...tag, blocked: false }, NOW) === 'expired') &&
      is(charging, tag.active_transactions > 0) &&
      (ids.length === 0 || ids.includes(tag.id)),
  )
}

function sorted(tags: IdTag[], sort: string): IdTag[] {
  const by = ORDERS[sort.replace('-', '')]
  if (!by) throw new Error(`The fake id tags are not sorted by ${sort}`)
  const compare = (a: IdTag, b: IdTag) => by(a).localeCompare(by(b))
  return tags.toSorted((a, b) => (sort.startsWith('-') ? compare(b, a) : compare(a, b)))
}

/** Answers as the server does for these id tags: searched, sorted, in pages, and counted. */
export function fakeIdTags(tags: IdTag[]): Record<string, Answer> {
  return {
    'GET /api/admin/id-tags': ({ url }) => {
      const query = url.searchParams
      const found = sorted(selected(tags, url), query.get('sort') ?? 'id_tag')
      const from = Number(query.get('cursor') ?? 0)
      const to = from + Number(query.get('limit') ?? 50)
      return { body: { items: found.slice(from, to), next_cursor: to < found.length ? String(to) : null } }
    },
    'GET /api/admin/id-tags/summary': ({ url }) => {
      const found = selected(tags, url)
      const count = (state: string) => found.filter((tag) => idTagStatus(tag, NOW) === state).length
      return { body: { total: found.length, blocked: count('blocked'), expired: count('expired') } }
    },
    ...Object.fromEntries(tags.map((tag) => [`GET /api/admin/id-tags/${tag.id}`, () => ({ body: tag })])),
  }
}
