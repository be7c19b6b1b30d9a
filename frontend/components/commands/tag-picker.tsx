'use client'

import { keepPreviousData } from '@tanstack/react-query'
import { TagIcon } from 'lucide-react'
import { useState, type ComponentProps } from 'react'

import { PickerButton } from '@/components/picker-button'
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from '@/components/ui/command'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { $api } from '@/lib/api'
import { t } from '@/lib/i18n'
import type { IdTag } from '@/lib/types'
import { useActiveChoice } from '@/lib/use-active-choice'
import { cn } from '@/lib/utils'

const SUGGESTIONS = 20
const TAG_LENGTH = 20

type TagPickerProps = Omit<ComponentProps<'button'>, 'value' | 'onChange'> & {
  value: string
  onChange: (tag: string) => void
}

function useTags(search: string): { tags: IdTag[]; current: boolean } {
  const query = { limit: SUGGESTIONS, ...(search ? { search } : {}) }
  const { data, isPlaceholderData } = $api.useQuery(
    'get',
    '/api/admin/id-tags',
    { params: { query } },
    { placeholderData: keepPreviousData },
  )
  return { tags: data?.items ?? [], current: !isPlaceholderData }
}

/** One of the known tags, or any text: a charger may accept tags that we do not know. */
export function TagPicker({ value, onChange, className, 'aria-label': label, ...props }: TagPickerProps) {
  const [open, setOpen] = useState(false)
  const choose = (tag: string) => {
    onChange(tag)
    setOpen(false)
  }
  const known = useTags('').tags.find(({ id_tag }) => id_tag === value)
  return (
    <Popover open={open} onOpenChange={setOpen} modal>
      <PopoverTrigger asChild>
        <PickerButton icon={TagIcon} className={cn('md:h-8.5', className)} {...props}>
          {label && <span className="sr-only">{label}</span>}
          {value ? (
            <span className="min-w-0 flex-1 truncate">
              <span className="font-medium">{value}</span>
              {known?.note && <span className="ml-2 text-muted-foreground">{known.note}</span>}
            </span>
          ) : (
            <span className="flex-1 text-muted-foreground">{t('Choose a tag')}</span>
          )}
        </PickerButton>
      </PopoverTrigger>
      <PopoverContent className="w-(--radix-popover-trigger-width) min-w-64 p-0">
        <TagList value={value} onChoose={choose} />
      </PopoverContent>
    </Popover>
  )
}

export function TagList({ value, onChoose }: { value: string; onChoose: (tag: string) => void }) {
  const [search, setSearch] = useState('')
  const text = search.trim()
  const { tags, current } = useTags(text)
  const exact = tags.some(({ id_tag }) => id_tag.toLowerCase() === text.toLowerCase())
  const typed = text && !exact ? `use ${text}` : null
  const active = useActiveChoice([...tags.map(({ id_tag }) => id_tag), ...(typed ? [typed] : [])], current)
  return (
    <Command shouldFilter={false} {...active}>
      <CommandInput
        value={search}
        onValueChange={setSearch}
        placeholder={t('Search or type a tag')}
        maxLength={TAG_LENGTH}
        aria-label={t('Search or type a tag')}
      />
      <CommandList>
        <CommandEmpty>{t('No tag yet. Type the one to use.')}</CommandEmpty>
        <CommandGroup>
          {tags.map((tag) => (
            <CommandItem
              key={tag.id}
              value={tag.id_tag}
              onSelect={onChoose}
              data-checked={tag.id_tag === value}
            >
              <TagIcon />
              <span className={cn('font-medium', tag.blocked && 'line-through')}>{tag.id_tag}</span>
              <span className="truncate text-muted-foreground">{tag.blocked ? t('Blocked') : tag.note}</span>
            </CommandItem>
          ))}
          {typed && (
            <CommandItem value={typed} onSelect={() => onChoose(text)}>
              <TagIcon /> {t('Use “{text}”', { text })}
            </CommandItem>
          )}
        </CommandGroup>
      </CommandList>
    </Command>
  )
}
