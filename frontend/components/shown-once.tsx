'use client'

import { useId } from 'react'

import { CopyButton } from '@/components/copy-button'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { Textarea } from '@/components/ui/textarea'

interface ShownOnceProps {
  label: string
  /** What is copied: "password". */
  what: string
  value: string
  /** More than a line fits, such as a command. */
  rows?: number
}

/** Something to take along, as it is, with a way to copy it. */
export function ShownOnce({ label, what, value, rows }: ShownOnceProps) {
  const id = useId()
  const field = {
    id,
    readOnly: true,
    value,
    onFocus: ({ target }: { target: HTMLInputElement | HTMLTextAreaElement }) => target.select(),
  }
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      <div className="flex gap-2 max-sm:flex-col">
        {rows ? (
          <Textarea
            {...field}
            rows={rows}
            spellCheck={false}
            className="resize-none font-mono text-xs break-all"
          />
        ) : (
          <Input {...field} className="font-mono text-xs" />
        )}
        <CopyButton value={value} what={what} className="shrink-0 sm:w-24" />
      </div>
    </div>
  )
}
