'use client'

import { PlusIcon, XIcon } from 'lucide-react'
import { useState } from 'react'

import { LIST_MODES } from '@/components/local-lists/local-list-words'
import { TagList } from '@/components/commands/tag-picker'
import { Button } from '@/components/ui/button'
import { Label } from '@/components/ui/label'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { useSaveLocalList } from '@/lib/queries/local-lists'
import { toast } from '@/lib/toast'
import type { LocalList } from '@/lib/types'

type Mode = LocalList['mode']
const MODES = Object.keys(LIST_MODES) as Mode[]

/** What shall be on a charger's list: nothing of ours, chosen tags, or all that are good there. */
export function ModeForm({ list }: { list: LocalList }) {
  const [mode, setMode] = useState<Mode>(list.mode)
  const [tags, setTags] = useState(list.id_tags)
  const save = useSaveLocalList()
  const changed = mode !== list.mode || (mode === 'tags' && tags.join(' ') !== list.id_tags.join(' '))
  const submit = () =>
    save.mutate(
      { id: list.charger_id, body: { mode, id_tags: mode === 'tags' ? tags : [] } },
      { onSuccess: () => toast(t('{charger}’s list is changed', { charger: list.charge_point_id })) },
    )
  return (
    <div className="grid gap-3">
      <div className="grid gap-1.5">
        <Label htmlFor="list-mode">{t('What shall be on it')}</Label>
        <Select value={mode} onValueChange={(value) => setMode(MODES.find((one) => one === value) ?? 'off')}>
          <SelectTrigger id="list-mode" className="w-full" aria-describedby="list-mode-detail">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {MODES.map((value) => (
              <SelectItem key={value} value={value}>
                {t(LIST_MODES[value].label)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
        <p id="list-mode-detail" className="text-xs text-muted-foreground">
          {t(LIST_MODES[mode].detail)}
        </p>
      </div>
      {mode === 'tags' && <TagChoice tags={tags} onChange={setTags} />}
      {save.error && (
        <p role="alert" className="text-destructive">
          {describeError(save.error)}
        </p>
      )}
      {changed && (
        <Button className="justify-self-start max-md:h-10" disabled={save.isPending} onClick={submit}>
          {t('Save list')}
        </Button>
      )}
    </div>
  )
}

function TagChoice({ tags, onChange }: { tags: string[]; onChange: (tags: string[]) => void }) {
  const [open, setOpen] = useState(false)
  const add = (tag: string) => {
    if (!tags.includes(tag)) onChange([...tags, tag])
    setOpen(false)
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {tags.map((tag) => (
        <span key={tag} className="inline-flex h-8 items-center rounded-md border border-input pl-2.5">
          {tag}
          <Button
            variant="ghost"
            size="icon-xs"
            aria-label={t('Take {tag} off the list', { tag })}
            onClick={() => onChange(tags.filter((other) => other !== tag))}
          >
            <XIcon />
          </Button>
        </span>
      ))}
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <Button variant="outline">
            <PlusIcon /> {t('Add tag')}
          </Button>
        </PopoverTrigger>
        <PopoverContent className="w-72 p-0">
          <TagList value="" onChoose={add} />
        </PopoverContent>
      </Popover>
    </div>
  )
}
