'use client'

import { PlusIcon, Trash2Icon } from 'lucide-react'
import { useFieldArray, useWatch, type UseFormReturn } from 'react-hook-form'

import { limitText } from '@/components/schedules/limit-words'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { formatClock, formatWeekday } from '@/lib/format'
import { t } from '@/lib/i18n'
import { limitOf, longClock, type DraftPeriod, type ProfileDraft } from '@/lib/profile-draft'
import { clockOfSeconds, convertLimit } from '@/lib/schedule-curve'

type Form = UseFormReturn<ProfileDraft, unknown, ProfileDraft>

const HOUR = 3600
// Radix takes the empty string for "nothing chosen".
const ANY = 'any'

/** The periods of a schedule, each from its start to that of the next. */
export function PeriodTable({ form, most }: { form: Form; most: number | null }) {
  const { control, formState } = form
  const { fields, append, remove } = useFieldArray({ control, name: 'periods' })
  const periods = useWatch({ control, name: 'periods' })
  const unit = useWatch({ control, name: 'unit' })
  const problem = formState.errors.periods?.message ?? formState.errors.periods?.root?.message
  const add = () => {
    const last = periods.at(-1)
    const start = (longClock(last?.start ?? '') ?? -HOUR) + HOUR
    append({ start: clockOfSeconds(start), limit: last?.limit ?? '', phases: last?.phases ?? '' })
  }
  return (
    <div className="grid gap-2">
      <div className="overflow-x-auto rounded-lg border">
        <Table aria-label={t('Periods')}>
          <TableHeader>
            <TableRow className="hover:bg-transparent">
              <TableHead className="@max-lg:px-1 @max-lg:whitespace-normal @max-lg:first:pl-3">
                {t('From the start')}
              </TableHead>
              <TableHead className="@max-lg:px-1">{unit === 'W' ? t('Limit, kW') : t('Limit, A')}</TableHead>
              <TableHead className="@max-lg:px-1">{t('Phases')}</TableHead>
              <TableHead className="@max-lg:hidden">{t('That is')}</TableHead>
              <TableHead className="w-10">
                <span className="sr-only">{t('Remove')}</span>
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {fields.map((field, index) => (
              <PeriodRow
                key={field.id}
                form={form}
                index={index}
                period={periods[index] ?? field}
                onRemove={fields.length > 1 ? () => remove(index) : null}
              />
            ))}
          </TableBody>
        </Table>
      </div>
      {problem && (
        <p role="alert" className="text-xs text-destructive">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="outline" className="max-md:h-10" onClick={add}>
          <PlusIcon /> {t('Add period')}
        </Button>
        <p className="text-xs text-muted-foreground">
          {most === null
            ? t('How many periods it takes the charger has not told.')
            : t('At most {most} periods (ChargingScheduleMaxPeriods).', { most })}
        </p>
      </div>
    </div>
  )
}

interface PeriodRowProps {
  form: Form
  index: number
  period: DraftPeriod
  onRemove: (() => void) | null
}

function PeriodRow({ form, index, period, onRemove }: PeriodRowProps) {
  const errors = form.formState.errors.periods?.[index]
  const number = index + 1
  const { register, setValue } = form
  return (
    <TableRow className="align-top hover:bg-transparent">
      <TableCell className="py-1.5 @max-lg:px-1 @max-lg:first:pl-3">
        <Input
          {...register(`periods.${index}.start`)}
          aria-label={t('Start of period {number}', { number })}
          aria-invalid={Boolean(errors?.start)}
          autoComplete="off"
          placeholder="00:00"
          className="w-24 tabular-nums @max-lg:w-15 @max-lg:px-2"
        />
        <Problem text={errors?.start?.message} />
      </TableCell>
      <TableCell className="py-1.5 @max-lg:px-1 @max-lg:first:pl-3">
        <Input
          {...register(`periods.${index}.limit`)}
          aria-label={t('Limit of period {number}', { number })}
          aria-invalid={Boolean(errors?.limit)}
          autoComplete="off"
          inputMode="decimal"
          className="w-24 tabular-nums @max-lg:w-15 @max-lg:px-2"
        />
        <Problem text={errors?.limit?.message} />
      </TableCell>
      <TableCell className="py-1.5 @max-lg:px-1 @max-lg:first:pl-3">
        <Select
          value={period.phases || ANY}
          onValueChange={(value) => {
            const phases = (['1', '2', '3'] as const).find((known) => known === value) ?? ''
            setValue(`periods.${index}.phases`, phases, { shouldDirty: true })
          }}
        >
          <SelectTrigger
            aria-label={t('Phases of period {number}', { number })}
            className="w-28 @max-lg:w-20 @max-lg:px-2"
          >
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={ANY}>{t('Any')}</SelectItem>
            {['1', '2', '3'].map((count) => (
              <SelectItem key={count} value={count}>
                {count}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </TableCell>
      <TableCell className="py-1.5 align-middle text-xs whitespace-normal text-muted-foreground @max-lg:hidden">
        <Meaning form={form} period={period} />
      </TableCell>
      <TableCell className="py-1.5 @max-lg:px-1 @max-lg:first:pl-3">
        <Button
          variant="ghost"
          size="icon-lg"
          aria-label={t('Remove period {number}', { number })}
          disabled={!onRemove}
          onClick={onRemove ?? undefined}
        >
          <Trash2Icon />
        </Button>
      </TableCell>
    </TableRow>
  )
}

/** When it begins by the clock, and its limit in the other unit. */
function Meaning({ form, period }: { form: Form; period: DraftPeriod }) {
  const [kind, start, unit] = useWatch({ control: form.control, name: ['kind', 'start', 'unit'] })
  const offset = longClock(period.start)
  const limit = limitOf(period.limit, unit)
  if (offset === null || Number.isNaN(limit)) return null
  const at = new Date(start).getTime() + offset * 1000
  const other = unit === 'A' ? 'W' : 'A'
  const phases = period.phases === '' ? null : Number(period.phases)
  const same = limitText(convertLimit(limit, unit, other, phases), other)
  if (kind === 'Relative' || Number.isNaN(at)) return same
  const moment = kind === 'Recurring' ? formatClock(at) : `${formatWeekday(at)}, ${formatClock(at)}`
  return t('{moment}, {same}', { moment, same })
}

function Problem({ text }: { text: string | undefined }) {
  if (!text) return null
  return (
    <p role="alert" className="mt-1 w-24 text-xs whitespace-normal text-destructive @max-lg:w-17">
      {text}
    </p>
  )
}
