'use client'

import { SearchIcon } from 'lucide-react'
import { useRef } from 'react'

import { Input } from '@/components/ui/input'
import { Kbd } from '@/components/ui/kbd'
import { t } from '@/lib/i18n'
import { useHotkey } from '@/lib/use-hotkey'
import { cn } from '@/lib/utils'

interface SearchFieldProps {
  value: string
  onChange: (value: string) => void
  /** What is searched: "Id, tag, charger". */
  placeholder: string
  className?: string
}

/** `/` puts the cursor here, Escape empties it. */
export function SearchField({ value, onChange, placeholder, className }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  useHotkey({ key: '/' }, () => input.current?.focus())
  return (
    <div className={cn('relative w-full sm:w-60', className)}>
      <SearchIcon
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted-foreground"
      />
      <Input
        ref={input}
        type="search"
        aria-label={t('Search: {what}', { what: placeholder })}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange('')
        }}
        className="h-10 px-8.5 text-sm sm:h-8 [&::-webkit-search-cancel-button]:hidden"
      />
      <Kbd aria-hidden="true" className="absolute top-1/2 right-1.5 -translate-y-1/2 max-sm:hidden">
        /
      </Kbd>
    </div>
  )
}
