'use client'

import { PlusIcon } from 'lucide-react'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'

import { May } from '@/components/auth/may'
import { Time } from '@/components/time'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useAdoptTag, useIgnoreTag, useUnknownTags } from '@/lib/queries/id-tags'
import { toast } from '@/lib/toast'
import type { UnknownTag } from '@/lib/types'

const SHOWN = 3

/** What drivers have presented and nobody has registered; not there when there is none. */
export function UnknownTags() {
  const [all, setAll] = useState(false)
  const tags = useUnknownTags().data?.items ?? []
  const { take, forget, busy } = useDecisions()
  if (tags.length === 0) return null
  return (
    <Card className="overflow-hidden">
      <CardHeader className="border-b">
        <div className="flex items-center gap-2">
          <CardTitle>{t('Seen, but not known')}</CardTitle>
          <span className="text-muted-foreground tabular-nums">{formatNumber(tags.length)}</span>
        </div>
        {tags.length > SHOWN && (
          <Button variant="link" className="px-0" onClick={() => setAll(!all)}>
            {all ? t('Fewer') : t('All')}
          </Button>
        )}
      </CardHeader>
      <ul>
        {tags.slice(0, all ? tags.length : SHOWN).map((tag) => (
          <Entry key={tag.id} tag={tag} busy={busy} onTake={() => take(tag)} onForget={() => forget(tag)} />
        ))}
      </ul>
    </Card>
  )
}

/** Kept above the entries: an entry is gone before its deed has ended. */
function useDecisions() {
  const [, setEdit] = useQueryState('edit', parseAsString)
  const adopt = useAdoptTag()
  const ignore = useIgnoreTag()
  return {
    busy: adopt.isPending || ignore.isPending,
    take: ({ id, id_tag }: UnknownTag) =>
      adopt.mutate(id, {
        onSuccess: (made) => {
          toast(t('{tag} is an id tag now', { tag: id_tag }))
          void setEdit(made.id)
        },
      }),
    forget: ({ id, id_tag }: UnknownTag) =>
      ignore.mutate(id, {
        onSuccess: () => toast(t('{tag} is forgotten until it is presented again', { tag: id_tag })),
      }),
  }
}

interface EntryProps {
  tag: UnknownTag
  busy: boolean
  onTake: () => void
  onForget: () => void
}

function Entry({ tag, busy, onTake, onForget }: EntryProps) {
  const { id_tag, charger_id, charge_point_id, count, last_seen_at } = tag
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-2.5 last:border-b-0">
      <span className="font-medium">{id_tag}</span>
      <span className="min-w-0 flex-1 text-muted-foreground">
        {t('{count, plural, one {once} other {# times}}', { count })},{' '}
        <Link href={`/chargers/${charger_id}`} className="underline-offset-4 hover:underline">
          {charge_point_id}
        </Link>
        , <Time value={last_seen_at} style="ago" />
      </span>
      <May right="operate">
        <span className="flex gap-2">
          <Button variant="outline" size="xs" className="max-md:h-10" disabled={busy} onClick={onTake}>
            <PlusIcon /> {t('Adopt')} <span className="sr-only">{id_tag}</span>
          </Button>
          <Button variant="ghost" size="xs" className="max-md:h-10" disabled={busy} onClick={onForget}>
            {t('Ignore')} <span className="sr-only">{id_tag}</span>
          </Button>
        </span>
      </May>
    </li>
  )
}
