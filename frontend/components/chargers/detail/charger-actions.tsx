'use client'

import {
  BanIcon,
  CircleCheckIcon,
  EllipsisIcon,
  EraserIcon,
  KeyRoundIcon,
  ListIcon,
  LockOpenIcon,
  PencilIcon,
  PlayIcon,
  RotateCcwIcon,
  SendIcon,
  SquareIcon,
  Trash2Icon,
} from 'lucide-react'

import { useChargerDialog } from '@/components/chargers/detail/charger-dialogs'
import { useSendCommandSheet } from '@/components/commands/send-command-sheet'
import { useSend } from '@/components/commands/use-send'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { t } from '@/lib/i18n'
import { useSimulate, useStopSimulation } from '@/lib/queries/chargers'
import { useRights } from '@/lib/rights'
import { hasPassword } from '@/lib/security-profiles'
import type { Charger } from '@/lib/types'

const offlineTitle = ({ online, charge_point_id }: Charger) =>
  online ? undefined : t('{name} is offline: nothing can be sent to it', { name: charge_point_id })

export function ChargerActions({ charger }: { charger: Charger }) {
  const open = useChargerDialog()
  const may = useRights().has('operate')
  const title = offlineTitle(charger)
  if (!may) return null
  return (
    <div className="flex shrink-0 gap-2" title={title}>
      <Button variant="outline" disabled={!charger.online} onClick={() => open('unlock')}>
        <LockOpenIcon /> {t('Unlock connector')}
      </Button>
      <Button variant="outline" disabled={!charger.online} onClick={() => open('restart')}>
        <RotateCcwIcon /> {t('Restart')}
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="outline" size="icon" aria-label={t('More actions')}>
            <EllipsisIcon />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <MenuItems charger={charger} />
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  )
}

/** On the phone everything is behind one button. */
export function ChargerPhoneMenu({ charger }: { charger: Charger }) {
  const open = useChargerDialog()
  const may = useRights().has('operate')
  const off = !charger.online
  if (!may) return null
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-lg" className="-mr-2 text-foreground" aria-label={t('Actions')}>
          <EllipsisIcon className="size-5" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="[&_[role=menuitem]]:min-h-10">
        <DropdownMenuItem disabled={off} onSelect={() => open('unlock')}>
          <LockOpenIcon /> {t('Unlock connector')}
        </DropdownMenuItem>
        <DropdownMenuItem disabled={off} onSelect={() => open('restart')}>
          <RotateCcwIcon /> {t('Restart')}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <MenuItems charger={charger} />
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

function MenuItems({ charger }: { charger: Charger }) {
  const open = useChargerDialog()
  return (
    <>
      <CommandItems charger={charger} />
      <DropdownMenuSeparator />
      {hasPassword(charger.security_profile) && (
        <DropdownMenuItem onSelect={() => open('password')}>
          <KeyRoundIcon /> {t('New password')}
        </DropdownMenuItem>
      )}
      <DropdownMenuItem onSelect={() => open('edit')}>
        <PencilIcon /> {t('Edit charger')}
      </DropdownMenuItem>
      <SimulationItem charger={charger} />
      <DropdownMenuSeparator />
      <DropdownMenuItem variant="destructive" onSelect={() => open('delete')}>
        <Trash2Icon /> {t('Delete charger')}
      </DropdownMenuItem>
    </>
  )
}

function CommandItems({ charger }: { charger: Charger }) {
  const open = useChargerDialog()
  const openSheet = useSendCommandSheet()
  const send = useSend(charger)
  const off = !charger.online
  return (
    <>
      <DropdownMenuItem disabled={off} onSelect={() => open('out-of-service')}>
        <BanIcon /> {t('Take out of service')}
      </DropdownMenuItem>
      <DropdownMenuItem disabled={off} onSelect={() => open('into-service')}>
        <CircleCheckIcon /> {t('Put into service')}
      </DropdownMenuItem>
      <DropdownMenuItem
        disabled={off}
        onSelect={() => send.mutate({ action: 'GetConfiguration', request: {} })}
      >
        <ListIcon /> {t('Read configuration')}
      </DropdownMenuItem>
      <DropdownMenuItem disabled={off} onSelect={() => send.mutate({ action: 'ClearCache', request: {} })}>
        <EraserIcon /> {t('Clear cache')}
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={() => openSheet()}>
        <SendIcon /> {t('Send command')}
      </DropdownMenuItem>
    </>
  )
}

/** A real charger that is connected is never replaced by a simulated one. */
function SimulationItem({ charger: { id, simulated, online } }: { charger: Charger }) {
  const start = useSimulate()
  const stop = useStopSimulation()
  if (simulated) {
    return (
      <DropdownMenuItem onSelect={() => stop.mutate(id)}>
        <SquareIcon /> {t('Stop simulated charge point')}
      </DropdownMenuItem>
    )
  }
  if (online) return null
  return (
    <DropdownMenuItem onSelect={() => start.mutate(id)}>
      <PlayIcon /> {t('Start simulated charge point')}
    </DropdownMenuItem>
  )
}
