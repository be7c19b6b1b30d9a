'use client'

import { PlusIcon, Trash2Icon } from 'lucide-react'
import { useId } from 'react'

import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { msg, t } from '@/lib/i18n'
import { standardSetting, STANDARD_SETTINGS, type StandardSetting } from '@/lib/ocpp/standard-keys'

export interface Wish {
  key: string
  value: string
}

const TYPES: Record<StandardSetting['type'], string> = msg({
  boolean: 'Yes or no',
  integer: 'Whole number',
  string: 'Text',
  list: 'List, separated by commas',
})

/** "Whole number, s. Core"; a vendor's key is not explained by the standard. */
export function explanation(key: string): string {
  const known = standardSetting(key)
  if (!known) return key.trim() === '' ? '' : t('A vendor’s own key: its value is sent as it is written.')
  const type = t(TYPES[known.type])
  return known.unit
    ? t('{type}, in {unit}. Profile {profile}.', { type, unit: known.unit, profile: known.profile })
    : t('{type}. Profile {profile}.', { type, profile: known.profile })
}

interface KeyEditorProps {
  keys: Wish[]
  onChange: (keys: Wish[]) => void
}

/** Keys with the values that are wished, each value typed as OCPP says. */
export function KeyEditor({ keys, onChange }: KeyEditorProps) {
  const names = useId()
  const set = (index: number, change: Partial<Wish>) =>
    onChange(keys.map((wish, at) => (at === index ? { ...wish, ...change } : wish)))
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 text-sm font-medium">{t('Keys')}</legend>
      <datalist id={names}>
        {STANDARD_SETTINGS.map(({ key }) => (
          <option key={key} value={key} />
        ))}
      </datalist>
      {keys.map((wish, index) => (
        <div key={index} className="grid gap-1">
          <div className="flex items-center gap-2">
            <Input
              list={names}
              value={wish.key}
              maxLength={50}
              autoComplete="off"
              spellCheck={false}
              placeholder={t('Key')}
              aria-label={t('Key {number}', { number: index + 1 })}
              className="min-w-0 flex-[3]"
              onChange={(event) => set(index, { key: event.target.value })}
            />
            <span className="min-w-0 flex-[2]">
              <ValueInput wish={wish} number={index + 1} onChange={(value) => set(index, { value })} />
            </span>
            <Button
              variant="ghost"
              size="icon-lg"
              aria-label={t('Remove key {number}', { number: index + 1 })}
              onClick={() => onChange(keys.filter((_, at) => at !== index))}
            >
              <Trash2Icon />
            </Button>
          </div>
          <p className="text-xs text-muted-foreground">{explanation(wish.key)}</p>
        </div>
      ))}
      <Button
        variant="outline"
        className="justify-self-start max-md:h-10"
        onClick={() => onChange([...keys, { key: '', value: '' }])}
      >
        <PlusIcon /> {t('Add key')}
      </Button>
    </fieldset>
  )
}

interface ValueInputProps {
  wish: Wish
  number: number
  onChange: (value: string) => void
}

function ValueInput({ wish: { key, value }, number, onChange }: ValueInputProps) {
  const type = standardSetting(key)?.type
  const label = t('Value {number}', { number })
  if (type === 'boolean') {
    return (
      <Select value={value.toLowerCase()} onValueChange={onChange}>
        <SelectTrigger aria-label={label} className="w-full">
          <SelectValue placeholder={t('Choose')} />
        </SelectTrigger>
        <SelectContent>
          {['true', 'false'].map((choice) => (
            <SelectItem key={choice} value={choice}>
              {choice}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
    )
  }
  return (
    <Input
      value={value}
      maxLength={500}
      autoComplete="off"
      spellCheck={false}
      inputMode={type === 'integer' ? 'numeric' : 'text'}
      placeholder={t('Value')}
      aria-label={label}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
