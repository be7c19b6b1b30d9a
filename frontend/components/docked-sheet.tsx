'use client'

import { ChevronDownIcon, ChevronUpIcon, Maximize2Icon, XIcon } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useRef, type ReactNode } from 'react'

import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { useHotkey } from '@/lib/use-hotkey'

interface DockedSheetProps {
  /** What is shown: "transaction". */
  noun: string
  /** Its id: another one is read from its top. */
  scope: string
  title: ReactNode
  /** Its own page, where it has one. */
  page?: string
  /** Null at the ends of the page. */
  onNewer: (() => void) | null
  onOlder: (() => void) | null
  onClose: () => void
  children: ReactNode
}

/** Docked beside the table, so that both can be used; on a narrow screen it covers it. */
export function DockedSheet(props: DockedSheetProps) {
  const { noun, scope, title, page, onNewer, onOlder, onClose, children } = props
  const sheet = useRef<HTMLElement>(null)
  useEffect(() => {
    if (sheet.current) sheet.current.scrollTop = 0
  }, [scope])
  return (
    <aside
      ref={sheet}
      aria-label={noun.charAt(0).toUpperCase() + noun.slice(1)}
      className="fixed inset-0 z-50 flex animate-sheet flex-col overflow-y-auto bg-card md:inset-y-0 md:right-0 md:left-auto md:w-110 md:border-l md:shadow-pop xl:sticky xl:top-12 xl:z-10 xl:h-[calc(100dvh-3rem)] xl:shrink-0 xl:shadow-none"
    >
      <div className="sticky top-0 z-10 flex items-start justify-between gap-2 bg-card px-5 pt-4 pb-3">
        {title}
        <span className="-mr-1.5 flex">
          <Step icon={<ChevronUpIcon />} label={t('Newer {noun}', { noun })} onClick={onNewer} />
          <Step icon={<ChevronDownIcon />} label={t('Older {noun}', { noun })} onClick={onOlder} />
          {page && (
            <Button asChild variant="ghost" size="icon-xs">
              <Link href={page} aria-label={t('Open its own page')}>
                <Maximize2Icon />
              </Link>
            </Button>
          )}
          <Step icon={<XIcon />} label={t('Close')} onClick={onClose} />
        </span>
      </div>
      {children}
    </aside>
  )
}

function Step({ icon, label, onClick }: { icon: ReactNode; label: string; onClick: (() => void) | null }) {
  return (
    <Button
      variant="ghost"
      size="icon-xs"
      className="max-md:size-10"
      aria-label={label}
      disabled={!onClick}
      onClick={onClick ?? undefined}
    >
      {icon}
    </Button>
  )
}

/** With the sheet open j, k and the arrows walk through the rows, Escape closes it. */
export function useSheetKeys(
  open: boolean,
  step: (by: number) => (() => void) | null,
  close: () => void,
): void {
  const walk = (by: number) => (open ? () => step(by)?.() : null)
  useHotkey({ key: 'j' }, walk(1))
  useHotkey({ key: 'k' }, walk(-1))
  useHotkey({ key: 'arrowdown' }, walk(1))
  useHotkey({ key: 'arrowup' }, walk(-1))
  useHotkey({ key: 'escape' }, open ? close : null)
}
