'use client'

import { createContext, useContext, useState, type ReactNode } from 'react'

import { OperationForm } from '@/components/commands/operation-form'
import { OPERATION_GROUPS, OPERATIONS } from '@/components/commands/operations'
import { RawForm } from '@/components/commands/raw-form'
import { Label } from '@/components/ui/label'
import {
  Select,
  SelectContent,
  SelectGroup,
  SelectItem,
  SelectTrigger,
  SelectValue,
} from '@/components/ui/select'
import { Sheet, SheetContent, SheetDescription, SheetHeader, SheetTitle } from '@/components/ui/sheet'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { t } from '@/lib/i18n'
import type { Charger } from '@/lib/types'
import { useMediaQuery } from '@/lib/use-media-query'

const SheetContext = createContext<(action?: string) => void>(() => undefined)

/** Opens the sheet that sends any operation, with one of them chosen. */
export const useSendCommandSheet = () => useContext(SheetContext)

export function SendCommandProvider({ charger, children }: { charger: Charger; children: ReactNode }) {
  const [action, setAction] = useState<string | null>(null)
  const close = () => setAction(null)
  return (
    <SheetContext value={(chosen) => setAction(chosen ?? OPERATIONS[0]?.action ?? '')}>
      {children}
      {action !== null && <SendCommandSheet charger={charger} action={action} onClose={close} />}
    </SheetContext>
  )
}

interface SendCommandSheetProps {
  charger: Charger
  action: string
  onClose: () => void
}

function SendCommandSheet({ charger, action, onClose }: SendCommandSheetProps) {
  const phone = useMediaQuery('(max-width: 767px)')
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent side={phone ? 'bottom' : 'right'}>
        <SheetHeader>
          <SheetTitle>{t('Send command')}</SheetTitle>
          <SheetDescription>
            {charger.online
              ? t('To {name}, which answers at once as a rule.', { name: charger.charge_point_id })
              : t('{name} is offline. A command can wait until it is back.', {
                  name: charger.charge_point_id,
                })}
          </SheetDescription>
        </SheetHeader>
        <Tabs defaultValue="form" className="flex-1 px-5 pb-5">
          <TabsList aria-label={t('How to write it')}>
            <TabsTrigger value="form">{t('Form')}</TabsTrigger>
            <TabsTrigger value="json">{t('JSON')}</TabsTrigger>
          </TabsList>
          <TabsContent value="form" className="flex flex-1 flex-col">
            <Forms charger={charger} initial={action} onClose={onClose} />
          </TabsContent>
          <TabsContent value="json" className="flex flex-1 flex-col">
            <RawForm charger={charger} initial={action} onClose={onClose} />
          </TabsContent>
        </Tabs>
      </SheetContent>
    </Sheet>
  )
}

function Forms({ charger, initial, onClose }: { charger: Charger; initial: string; onClose: () => void }) {
  const [action, setAction] = useState(initial)
  const operation = OPERATIONS.find((candidate) => candidate.action === action) ?? OPERATIONS[0]
  if (!operation) return null
  return (
    <div className="flex flex-1 flex-col gap-4">
      <div className="grid gap-1.5">
        <Label htmlFor="operation">{t('Command')}</Label>
        <Select value={operation.action} onValueChange={setAction}>
          <SelectTrigger id="operation" className="w-full">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {OPERATION_GROUPS.map(({ label: group, operations }) => (
              <SelectGroup key={group} label={t(group)}>
                {operations.map(({ action: value, label }) => (
                  <SelectItem key={value} value={value}>
                    {t(label)}
                  </SelectItem>
                ))}
              </SelectGroup>
            ))}
          </SelectContent>
        </Select>
        <p className="text-xs text-muted-foreground">{t(operation.detail)}</p>
      </div>
      <OperationForm key={operation.action} charger={charger} operation={operation} onClose={onClose} />
    </div>
  )
}
