import { z } from 'zod'

import { t } from '@/lib/i18n'
import { limitOf, longClock, type ProfileDraft } from '@/lib/profile-draft'
import type { ProfileRules } from '@/lib/profile-rules'

const PHASES = ['', '1', '2', '3'] as const

/** A whole number within what OCPP and the chargers allow; null when it is fine. */
function stackProblem(text: string, most: number | null): string | null {
  if (!/^\d+$/.test(text.trim())) return t('A whole number from 0.')
  if (most !== null && Number(text) > most) return t('The chargers take levels up to {most}.', { most })
  return null
}

/** The rules of OCPP 1.6 that the server enforces, and what the chosen chargers have told of themselves. */
export function profileSchema(rules: ProfileRules, targets: number) {
  const period = z.object({ start: z.string(), limit: z.string(), phases: z.enum(PHASES) })
  return z
    .object({
      purpose: z.enum(['ChargePointMaxProfile', 'TxDefaultProfile', 'TxProfile']),
      kind: z.enum(['Absolute', 'Recurring', 'Relative']),
      recurrence: z.enum(['Daily', 'Weekly']),
      unit: z.enum(['A', 'W']),
      connector: z.string(),
      stackLevel: z.string(),
      start: z.string(),
      duration: z.string(),
      validFrom: z.string(),
      validTo: z.string(),
      transaction: z.string(),
      periods: z.array(period),
    })
    .superRefine((draft, context) => {
      const say = (path: (string | number)[], message: string) =>
        context.addIssue({ code: 'custom', path, message })
      const level = stackProblem(draft.stackLevel, rules.stackLevel)
      if (level) say(['stackLevel'], level)
      if (draft.kind !== 'Relative' && !draft.start)
        say(['start'], t('A schedule like this needs its start.'))
      if (draft.duration && !longClock(draft.duration))
        say(['duration'], t('Hours and minutes, such as 24:00.'))
      if (draft.validFrom && draft.validTo && draft.validFrom >= draft.validTo)
        say(['validTo'], t('Later than the beginning.'))
      if (draft.purpose === 'TxProfile' && targets > 1)
        say(['transaction'], t('A session runs on one charger: choose only that one.'))
      else if (draft.purpose === 'TxProfile' && !/^\d+$/.test(draft.transaction))
        say(['transaction'], t('Choose the session that it is for.'))
      if (rules.periods !== null && draft.periods.length > rules.periods)
        say(['periods'], t('The chargers take {most} periods at most.', { most: rules.periods }))
      checkPeriods(draft, say)
    })
}

function checkPeriods(draft: ProfileDraft, say: (path: (string | number)[], message: string) => void): void {
  draft.periods.forEach(({ start, limit }, index) => {
    const at = longClock(start)
    const before = index === 0 ? null : longClock(draft.periods[index - 1]?.start ?? '')
    if (at === null) say(['periods', index, 'start'], t('Hours and minutes.'))
    else if (index === 0 && at !== 0) say(['periods', 0, 'start'], t('The first one is at 00:00.'))
    else if (before !== null && at <= before)
      say(['periods', index, 'start'], t('Later than the one before.'))
    const value = limitOf(limit, draft.unit)
    if (Number.isNaN(value) || value < 0) say(['periods', index, 'limit'], t('A number from 0.'))
  })
}
