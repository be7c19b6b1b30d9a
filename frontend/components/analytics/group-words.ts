import { OTHERS, type Group } from '@/lib/analytics/rows'
import { t } from '@/lib/i18n'
import type { GroupBy } from '@/lib/queries/analytics'

/** What a part of a bar is called; `whole` is what all of it is, where it is not divided. */
export function groupName({ key, label }: Omit<Group, 'total'>, by: GroupBy, whole: string): string {
  if (by === 'none') return whole
  if (key === OTHERS) return t('All others')
  if (label) return label
  return by === 'station' ? t('No station') : t('Unknown')
}
