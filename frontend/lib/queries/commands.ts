import { useMutation } from '@tanstack/react-query'

import { api } from '@/lib/api'
import { commandOutcome } from '@/lib/command-outcome'
import { t } from '@/lib/i18n'
import { toast } from '@/lib/toast'
import type { Command } from '@/lib/types'
import type { paths } from '@/types/api'

/** Each operation has its own path, and its own type of request. */
type OperationPath = Extract<keyof paths, `/api/admin/chargers/{id}/commands/${string}`>

/**
 * Sends any OCPP operation and resolves with the finished command, whatever its outcome; with `validFor`
 * (seconds) it may also wait for a charger that is offline.
 */
export async function sendCommand(
  id: string,
  action: string,
  request: Record<string, unknown>,
  validFor?: number,
): Promise<Command> {
  const path = `/api/admin/chargers/{id}/commands/${action}` as OperationPath
  const { data } = await api
    .POST(path, {
      params: { path: { id }, ...(validFor !== undefined && { query: { valid_for: validFor } }) },
      body: request as never, // which of the 26 it is, is known to the server: it names the field to blame
    })
    .catch(lostOnTheWay)
  if (!data) throw new Error(t('The server answered without a command'))
  return data
}

/** Without an answer nobody here knows whether the charger got it: sending it again may do it twice. */
function lostOnTheWay(error: unknown): never {
  if (!(error instanceof TypeError)) throw error
  throw new Error(
    t(
      'The connection to the server was lost. Whether it was sent stands in the list of commands, once you are back.',
    ),
  )
}

/** Says what a command came to: green only when the charger really accepted it. */
export function announceOutcome(name: string, command: Command): void {
  const { ok, text } = commandOutcome(command)
  if (ok) toast.success(name, { description: text })
  else toast.error(name, { description: text })
}

interface Target {
  id: string
  name: string
}

/** A soft reset: OCPP 1.6, 5.14 lets running sessions end in an orderly way. */
export function useRestartCharger() {
  return useMutation({
    mutationFn: ({ id }: Target) => sendCommand(id, 'Reset', { type: 'Soft' }),
    onSuccess: (command, { name }) => announceOutcome(t('Restart {name}', { name }), command),
  })
}

export function useTakeOutOfService() {
  return useMutation({
    mutationFn: ({ id, connectorId }: Target & { connectorId: number }) =>
      sendCommand(id, 'ChangeAvailability', { connectorId, type: 'Inoperative' }),
    onSuccess: (command, { name }) => announceOutcome(t('Take {name} out of service', { name }), command),
  })
}
