'use client'

import { t } from '@/lib/i18n'
import { useAttentionChange, type AttentionChange } from '@/lib/queries/attention'
import { matterTitle } from '@/lib/said'
import { toast } from '@/lib/toast'
import type { AttentionItem } from '@/lib/types'

const SNOOZE_MIN = 60

/** Putting matters aside, one or several, each time with a way back. */
export function useAttentionDeeds() {
  const change = useAttentionChange()
  const undo = (items: AttentionItem[]) => change.mutate({ items, action: 'undo' })
  const putAside = (deed: AttentionChange, word: string) => {
    const { items } = deed
    const [only] = items
    const description =
      only && items.length === 1
        ? matterTitle(only)
        : t('{count, plural, one {# thing} other {# things}}', { count: items.length })
    // The button that asked has left with its item: only the promise still tells that it is done.
    void change.mutateAsync(deed).then(
      () => toast(word, { description, action: { label: t('Undo'), onClick: () => undo(items) } }),
      // The mutation cache has said it.
      () => undefined,
    )
  }
  return {
    pending: change.isPending,
    undo,
    dismiss: (items: AttentionItem[]) => putAside({ items, action: 'dismiss' }, t('Dismissed')),
    snooze: (items: AttentionItem[]) =>
      putAside({ items, action: 'snooze', minutes: SNOOZE_MIN }, t('Snoozed for 1 h')),
  }
}
