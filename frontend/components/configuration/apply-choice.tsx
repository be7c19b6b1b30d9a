'use client'

import { APPLY } from '@/components/configuration/drift-words'
import { Label } from '@/components/ui/label'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { t } from '@/lib/i18n'

export type Apply = keyof typeof APPLY

export function ApplyChoice({ value, onChange }: { value: Apply; onChange: (value: Apply) => void }) {
  return (
    <div className="grid gap-1.5">
      <Label htmlFor="apply">{t('When it differs')}</Label>
      <Select
        value={value}
        onValueChange={(chosen) => onChange(chosen === 'on_boot' ? 'on_boot' : 'on_request')}
      >
        <SelectTrigger id="apply" className="w-full" aria-describedby="apply-detail">
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          {Object.entries(APPLY).map(([key, { label }]) => (
            <SelectItem key={key} value={key}>
              {t(label)}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      <p id="apply-detail" className="text-xs text-muted-foreground">
        {t(APPLY[value].detail)}
      </p>
    </div>
  )
}
