'use client'

import { BanIcon, CircleCheckIcon, Trash2Icon } from 'lucide-react'
import { useState } from 'react'

import { BulkBar } from '@/components/bulk/bulk-bar'
import { BulkDialog } from '@/components/bulk/bulk-dialog'
import type { Selection } from '@/components/bulk/selection'
import { Button } from '@/components/ui/button'
import type { BulkOutcome } from '@/lib/bulk-run'
import { t } from '@/lib/i18n'
import { blockIdTag, deleteIdTag, useRefreshIdTags } from '@/lib/queries/id-tags'
import type { IdTag } from '@/lib/types'

type Deed = 'block' | 'unblock' | 'delete'

/** What can be done with several id tags at once. */
export function IdTagBulk({ selection }: { selection: Selection<IdTag> }) {
  const [deed, setDeed] = useState<Deed | null>(null)
  return (
    <>
      <BulkBar selection={selection}>
        <Button variant="outline" onClick={() => setDeed('block')}>
          <BanIcon /> {t('Block')}
        </Button>
        <Button variant="outline" onClick={() => setDeed('unblock')}>
          <CircleCheckIcon /> {t('Unblock')}
        </Button>
        <Button variant="destructive" onClick={() => setDeed('delete')}>
          <Trash2Icon /> {t('Delete')}
        </Button>
      </BulkBar>
      {deed && (
        <DeedDialog
          deed={deed}
          tags={selection.rows}
          onDone={selection.clear}
          onClose={() => setDeed(null)}
        />
      )}
    </>
  )
}

interface DeedDialogProps {
  deed: Deed
  tags: IdTag[]
  onDone: () => void
  onClose: () => void
}

function DeedDialog({ deed, tags, onDone, onClose }: DeedDialogProps) {
  const refresh = useRefreshIdTags()
  const words = wordsOf(deed)
  return (
    <BulkDialog
      {...words}
      items={tags}
      nameOf={({ id_tag }) => id_tag}
      skip={(tag) => reasonAgainst(deed, tag)}
      destructive={deed === 'delete'}
      pause={0}
      deed={(tag) => act(deed, tag)}
      onDone={() => {
        onDone()
        return refresh()
      }}
      onClose={onClose}
    />
  )
}

function wordsOf(deed: Deed) {
  switch (deed) {
    case 'block':
      return {
        title: t('Block id tags'),
        description: t('They can start no session any more, until they are unblocked.'),
        action: (count: number) =>
          t('{count, plural, one {Block # id tag} other {Block # id tags}}', { count }),
      }
    case 'unblock':
      return {
        title: t('Unblock id tags'),
        description: t('They may charge again.'),
        action: (count: number) =>
          t('{count, plural, one {Unblock # id tag} other {Unblock # id tags}}', { count }),
      }
    case 'delete':
      return {
        title: t('Delete id tags'),
        description: t(
          'They can start no session any more. Their transactions stay. To keep them for later, block them instead.',
        ),
        action: (count: number) =>
          t('{count, plural, one {Delete # id tag} other {Delete # id tags}}', { count }),
      }
  }
}

function reasonAgainst(deed: Deed, { blocked }: IdTag): string | null {
  if (deed === 'block' && blocked) return t('blocked already')
  if (deed === 'unblock' && !blocked) return t('not blocked')
  return null
}

async function act(deed: Deed, { id }: IdTag): Promise<BulkOutcome> {
  if (deed === 'delete') {
    await deleteIdTag(id)
    return { ok: true, text: t('Deleted') }
  }
  await blockIdTag(id, deed === 'block')
  return { ok: true, text: deed === 'block' ? t('Blocked') : t('Unblocked') }
}
