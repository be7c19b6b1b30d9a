import type { BulkOutcome } from '@/lib/bulk-run'
import { commandOutcome } from '@/lib/command-outcome'
import { t } from '@/lib/i18n'
import { sendCommand } from '@/lib/queries/commands'
import type { Charger } from '@/lib/types'

export const nameOf = ({ charge_point_id }: Charger): string => charge_point_id

/** A command needs its charger. */
export const skipOffline = ({ online }: Pick<Charger, 'online'>): string | null =>
  online ? null : t('offline, nothing can be sent')

/** Sends the same operation to each; green only where the charger has accepted it. */
export const commandDeed =
  (action: string, request: Record<string, unknown>) =>
  async ({ id }: Charger): Promise<BulkOutcome> =>
    commandOutcome(await sendCommand(id, action, request))
