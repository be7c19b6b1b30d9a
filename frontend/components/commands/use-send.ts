'use client'

import { useMutation } from '@tanstack/react-query'

import { commandTitle } from '@/lib/command-words'
import { useRefreshCommands } from '@/lib/queries/charger-detail'
import { announceOutcome, sendCommand } from '@/lib/queries/commands'
import type { Charger } from '@/lib/types'

export interface Order {
  action: string
  request: Record<string, unknown>
  /** Seconds for which it may wait for a charger that is offline. */
  validFor?: number | undefined
}

/** Sends an operation to a charger and says what it came to; the list of commands shows it meanwhile. */
export function useSend({ id }: Pick<Charger, 'id'>) {
  const refresh = useRefreshCommands(id)
  return useMutation({
    mutationFn: ({ action, request, validFor }: Order) => sendCommand(id, action, request, validFor),
    onSuccess: (command) => announceOutcome(commandTitle(command), command),
    onSettled: () => void refresh(),
  })
}
