'use client'

import { RadioGroup } from 'radix-ui'
import { useState, type ReactNode } from 'react'

import { Button } from '@/components/ui/button'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog'
import { t } from '@/lib/i18n'

export interface Choice {
  value: string
  label: string
  /** What it means. */
  detail?: string
}

interface ChoiceDialogProps {
  title: string
  children: ReactNode
  choices: Choice[]
  /** What is chosen at first; without it the first one. */
  initial?: string
  /** The verb with its object: "Restart charger". */
  action: string
  destructive?: boolean
  onClose: () => void
  onConfirm: (value: string) => void
}

/** One question with a few answers, then the deed. */
export function ChoiceDialog(props: ChoiceDialogProps) {
  const { title, children, choices, initial, action, destructive = false, onClose, onConfirm } = props
  const [value, setValue] = useState(initial ?? choices[0]?.value ?? '')
  const confirm = () => {
    onConfirm(value)
    onClose()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{title}</DialogTitle>
          <DialogDescription>{children}</DialogDescription>
        </DialogHeader>
        {choices.length > 1 && <Choices label={title} choices={choices} value={value} onChange={setValue} />}
        <DialogFooter>
          <Button variant="outline" size="lg" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button variant={destructive ? 'destructive-solid' : 'default'} size="lg" onClick={confirm}>
            {action}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}

interface ChoicesProps {
  label: string
  choices: Choice[]
  value: string
  onChange: (value: string) => void
}

/** A few answers, each with what it means. */
export function Choices({ label, choices, value, onChange }: ChoicesProps) {
  return (
    <RadioGroup.Root value={value} onValueChange={onChange} aria-label={label} className="grid gap-2">
      {choices.map((choice) => (
        <ChoiceItem key={choice.value} choice={choice} />
      ))}
    </RadioGroup.Root>
  )
}

function ChoiceItem({ choice: { value, label, detail } }: { choice: Choice }) {
  return (
    <RadioGroup.Item
      value={value}
      className="flex items-start gap-3 rounded-lg border border-input p-3 text-left transition-colors hover:bg-accent data-[state=checked]:border-foreground"
    >
      <span className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-muted-foreground">
        <RadioGroup.Indicator className="size-2 rounded-full bg-foreground" />
      </span>
      <span>
        <span className="block font-medium">{label}</span>
        {detail && <span className="block text-muted-foreground">{detail}</span>}
      </span>
    </RadioGroup.Item>
  )
}
