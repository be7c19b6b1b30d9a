'use client'

import { useRouter } from 'next/navigation'
import { createContext, useContext, useState, type ReactNode } from 'react'

import { ChargerDialog } from '@/components/chargers/charger-form'
import { PasswordDialog } from '@/components/chargers/detail/password-dialog'
import { ChoiceDialog, type Choice } from '@/components/choice-dialog'
import { useSend } from '@/components/commands/use-send'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { msg, t, translated } from '@/lib/i18n'
import { useDeleteCharger } from '@/lib/queries/chargers'
import { connectorStatusWords } from '@/lib/status'
import type { Charger } from '@/lib/types'

export type ChargerDialogName =
  'restart' | 'unlock' | 'out-of-service' | 'into-service' | 'password' | 'edit' | 'delete'

const DialogsContext = createContext<(name: ChargerDialogName) => void>(() => undefined)

/** Opens one of the charger's dialogs; menus close before their dialog opens, so it lives outside of them. */
export const useChargerDialog = () => useContext(DialogsContext)

export function ChargerDialogsProvider({ charger, children }: { charger: Charger; children: ReactNode }) {
  const [open, setOpen] = useState<ChargerDialogName | null>(null)
  const close = () => setOpen(null)
  return (
    <DialogsContext value={setOpen}>
      {children}
      {open === 'restart' && <RestartDialog charger={charger} onClose={close} />}
      {open === 'unlock' && <UnlockDialog charger={charger} onClose={close} />}
      {open === 'out-of-service' && <ServiceDialog charger={charger} type="Inoperative" onClose={close} />}
      {open === 'into-service' && <ServiceDialog charger={charger} type="Operative" onClose={close} />}
      {open === 'password' && <PasswordDialog charger={charger} onClose={close} />}
      {open === 'edit' && <ChargerDialog charger={charger} onClose={close} />}
      {open === 'delete' && <DeleteDialog charger={charger} onClose={close} />}
    </DialogsContext>
  )
}

interface DialogProps {
  charger: Charger
  onClose: () => void
}

const RESTARTS: Choice[] = [
  { value: 'Soft', label: msg('Soft'), detail: msg('Running sessions end in an orderly way first.') },
  {
    value: 'Hard',
    label: msg('Hard'),
    detail: msg('At once, whatever runs. What it has not sent yet may be lost.'),
  },
]

function RestartDialog({ charger, onClose }: DialogProps) {
  const send = useSend(charger)
  const running = charger.connectors.filter(({ transaction }) => transaction).length
  return (
    <ChoiceDialog
      title={t('Restart {name}?', { name: charger.charge_point_id })}
      choices={translated(RESTARTS)}
      action={t('Restart charger')}
      destructive
      onClose={onClose}
      onConfirm={(type) => send.mutate({ action: 'Reset', request: { type } })}
    >
      {running > 0
        ? t(
            '{count, plural, one {A session runs on it and will end.} other {# sessions run on it and will end.}}',
            { count: running },
          )
        : t('No session runs on it. It is away for a minute or two.')}
    </ChoiceDialog>
  )
}

const connectorChoices = ({ connectors }: Charger): Choice[] =>
  connectors.map(({ connector_id, status }) => ({
    value: String(connector_id),
    label: t('Connector {number}', { number: connector_id }),
    ...(status && { detail: connectorStatusWords(status, true) }),
  }))

function UnlockDialog({ charger, onClose }: DialogProps) {
  const send = useSend(charger)
  const choices = connectorChoices(charger)
  const unlock = (value: string) =>
    send.mutate({ action: 'UnlockConnector', request: { connectorId: Number(value) } })
  return (
    <ChoiceDialog
      title={t('Unlock connector')}
      choices={choices.length > 0 ? choices : [{ value: '1', label: t('Connector {number}', { number: 1 }) }]}
      action={t('Unlock connector')}
      onClose={onClose}
      onConfirm={unlock}
    >
      {t('It lets go of a stuck cable. A session that runs there ends.')}
    </ChoiceDialog>
  )
}

function ServiceDialog({ charger, type, onClose }: DialogProps & { type: 'Operative' | 'Inoperative' }) {
  const send = useSend(charger)
  const out = type === 'Inoperative'
  const name = charger.charge_point_id
  const connectors = connectorChoices(charger)
  const choices = [
    { value: '0', label: t('The whole charger') },
    ...(connectors.length > 1 ? connectors : []),
  ]
  const change = (value: string) =>
    send.mutate({ action: 'ChangeAvailability', request: { connectorId: Number(value), type } })
  return (
    <ChoiceDialog
      title={out ? t('Take {name} out of service', { name }) : t('Put {name} into service', { name })}
      choices={choices}
      action={out ? t('Take out of service') : t('Put into service')}
      onClose={onClose}
      onConfirm={change}
    >
      {out
        ? t('No new session starts there. One that runs ends first. It stays so after a restart.')
        : t('Sessions can start there again.')}
    </ChoiceDialog>
  )
}

function DeleteDialog({ charger, onClose }: DialogProps) {
  const remove = useDeleteCharger()
  const router = useRouter()
  // By the promise: the callbacks of `mutate` are dropped with this dialog, which closes at once.
  const destroy = () =>
    void remove.mutateAsync(charger).then(
      () => router.push('/chargers'),
      () => undefined,
    )
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('Delete {name}?', { name: charger.charge_point_id })}
      action={t('Delete charger')}
      onConfirm={destroy}
    >
      {t('It is disconnected and can no longer call. Its transactions stay.')}
    </ConfirmDialog>
  )
}
