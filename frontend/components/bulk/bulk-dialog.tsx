'use client'

import { useState, type ReactNode } from 'react'

import { BulkPreview } from '@/components/bulk/bulk-preview'
import { BulkProgress } from '@/components/bulk/bulk-progress'
import { useBulk } from '@/components/bulk/use-bulk'
import { Button } from '@/components/ui/button'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog'
import type { BulkOutcome } from '@/lib/bulk-run'
import { t } from '@/lib/i18n'

export interface BulkDialogProps<Item extends { id: string }> {
  title: string
  /** What it does, in a sentence. */
  description: string
  items: Item[]
  nameOf: (item: Item) => string
  /** Why one is left out; null for those that are concerned. */
  skip?: (item: Item) => string | null
  /** What there is to choose or to fill in first. */
  children?: ReactNode
  /** Whether that is complete. */
  ready?: boolean
  /** The verb with its object and number: "Restart 12 chargers". */
  action: (count: number) => string
  destructive?: boolean
  deed: (item: Item) => Promise<BulkOutcome>
  /** Between two beginnings, ms: for deeds that ask no charger. */
  pause?: number
  /** After the last one, whatever came of them. */
  onDone?: () => unknown
  onClose: () => void
}

/** Whom it concerns, then how far it is, then what came of each. */
export function BulkDialog<Item extends { id: string }>(props: BulkDialogProps<Item>) {
  const { title, description, items, nameOf, skip, children, ready = true, action, onClose } = props
  const { states, running, run, stop } = useBulk<Item>(props.pause)
  // The rows move on while the dialog is open; whom it concerns does not.
  const [chosen] = useState(items)
  const [concerned, setConcerned] = useState<Item[] | null>(null)
  const due = chosen.filter((item) => !skip?.(item))
  const failed = (concerned ?? []).filter(({ id }) => {
    const state = states.get(id)
    return state !== undefined && state !== 'running' && !state.ok
  })
  const begin = async (which: Item[]) => {
    setConcerned((old) => old ?? which)
    await run(which, props.deed)
    await props.onDone?.()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && !running && onClose()}>
      <DialogContent className="max-w-lg" showCloseButton={!running}>
        <DialogHeader>
          <DialogTitle>{title}</DialogTitle>
          <DialogDescription>{description}</DialogDescription>
        </DialogHeader>
        {concerned ? (
          <BulkProgress items={concerned} nameOf={nameOf} states={states} running={running} />
        ) : (
          <>
            {children}
            <BulkPreview items={chosen} nameOf={nameOf} {...(skip && { skip })} />
          </>
        )}
        <DialogFooter>
          {!concerned && (
            <>
              <Button variant="outline" size="lg" onClick={onClose}>
                {t('Cancel')}
              </Button>
              <Button
                size="lg"
                variant={props.destructive ? 'destructive-solid' : 'default'}
                disabled={!ready || due.length === 0}
                onClick={() => void begin(due)}
              >
                {action(due.length)}
              </Button>
            </>
          )}
          {concerned && running && (
            <Button variant="outline" size="lg" onClick={stop}>
              {t('Stop')}
            </Button>
          )}
          {concerned && !running && (
            <>
              {failed.length > 0 && (
                <Button variant="outline" size="lg" onClick={() => void begin(failed)}>
                  {t('Try the failed ones again')}
                </Button>
              )}
              <Button size="lg" onClick={onClose}>
                {t('Close')}
              </Button>
            </>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
