'use client'

import type { UseFormReturn } from 'react-hook-form'

import { Button } from '@/components/ui/button'
import { msg, t } from '@/lib/i18n'
import { toLocalInput } from '@/lib/form-fields'
import { preset, type Preset, type ProfileDraft } from '@/lib/profile-draft'

const PRESETS: Record<Preset, string> = msg({
  cap: 'Always capped',
  night: 'Night only, 22:00 to 06:00',
  pause: 'After-work pause, 17:00 to 20:00',
})

/** Ways to begin: each fills in the schedule with the limit that is written first. */
export function Presets({ form }: { form: UseFormReturn<ProfileDraft, unknown, ProfileDraft> }) {
  const apply = (kind: Preset) => {
    const { periods, unit } = form.getValues()
    const usual = periods.map(({ limit }) => limit).find((limit) => Number(limit.replace(',', '.')) > 0)
    const day = toLocalInput(new Date().toISOString()).slice(0, 10)
    const change = preset(kind, usual ?? (unit === 'A' ? '16' : '11'), day)
    form.reset({ ...form.getValues(), ...change }, { keepDefaultValues: true })
  }
  return (
    <div role="group" aria-label={t('Begin with')} className="flex flex-wrap items-center gap-2">
      <span className="text-muted-foreground">{t('Begin with')}</span>
      {(Object.keys(PRESETS) as Preset[]).map((kind) => (
        <Button key={kind} variant="outline" size="xs" className="max-md:h-10" onClick={() => apply(kind)}>
          {t(PRESETS[kind])}
        </Button>
      ))}
    </div>
  )
}
