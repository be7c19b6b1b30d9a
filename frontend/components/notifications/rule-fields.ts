import type { Control } from 'react-hook-form'
import { z } from 'zod'

import { kindOf } from '@/components/notifications/notification-words'
import { optionalNumber } from '@/lib/form-fields'
import { t } from '@/lib/i18n'
import type { NotificationRule, NotificationRuleWrite } from '@/lib/types'

const MOST_RECIPIENTS = 50
const ADDRESS = /^[^@\s<>()",;:\\]+@[^@\s<>()",;:\\]+$/

/** Addresses as they are typed: one a line, or with commas between. */
export const toAddresses = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((one) => one.trim())
      .filter(Boolean),
  ),
]

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: () => t('A time such as 22:00.') })

export const ruleSchema = z
  .object({
    name: z
      .string()
      .trim()
      .min(1, { error: () => t('Give it a name.') })
      .max(200, { error: () => t('At most 200 characters.') }),
    kind: z.enum([
      'charger_offline',
      'connector_fault',
      'suspect_transaction',
      'certificate_expiring',
      'configuration_drift',
      'local_list_failed',
      'security_event',
      'firmware_failed',
    ]),
    critical_only: z.boolean(),
    after_min: optionalNumber({ min: 0, max: 43_200, message: () => t('Between 0 and 43200 min.') }),
    emails: z.string().refine((text) => toAddresses(text).every((one) => ADDRESS.test(one)), {
      error: () => t('One of these is no e-mail address.'),
    }),
    user_ids: z.array(z.string()),
    webhook_ids: z.array(z.string()),
    station_ids: z.array(z.string()),
    charger_ids: z.array(z.string()),
    quiet: z.boolean(),
    quiet_from: clock,
    quiet_to: clock,
    quiet_days: z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])),
    break_through: z.boolean(),
    tz: z.string().trim().min(1),
    repeat_hours: optionalNumber({ min: 1, max: 720, message: () => t('Between 1 and 720 h.') }),
    resolved: z.boolean(),
  })
  .refine((fields) => countOf(fields) >= 1, {
    path: ['emails'],
    error: () => t('Name somebody who is told.'),
  })
  .refine((fields) => countOf(fields) <= MOST_RECIPIENTS, {
    path: ['emails'],
    error: () => t('At most 50 recipients.'),
  })

export type RuleFields = z.input<typeof ruleSchema>
type Checked = z.output<typeof ruleSchema>
export type RuleControl = Control<RuleFields, unknown, Checked>

interface Named {
  emails: string
  user_ids: string[]
  webhook_ids: string[]
}

const countOf = ({ emails, user_ids, webhook_ids }: Named): number =>
  toAddresses(emails).length + user_ids.length + webhook_ids.length

const here = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'

/** What the form holds at first. */
export function fieldsOf(rule: NotificationRule | null): RuleFields {
  const quiet = rule?.quiet_time
  return {
    name: rule?.name ?? '',
    kind: rule?.kind ?? 'charger_offline',
    critical_only: rule?.critical_only ?? false,
    after_min: rule ? String(rule.after_seconds / 60) : '',
    emails: rule?.recipients.emails.join('\n') ?? '',
    user_ids: rule?.recipients.user_ids ?? [],
    webhook_ids: rule?.recipients.webhook_ids ?? [],
    station_ids: rule?.station_ids ?? [],
    charger_ids: rule?.charger_ids ?? [],
    quiet: Boolean(quiet),
    quiet_from: quiet?.from ?? '22:00',
    quiet_to: quiet?.to ?? '06:00',
    quiet_days: quiet?.days ?? [],
    break_through: quiet?.break_through ?? false,
    tz: rule?.tz ?? here(),
    repeat_hours: rule?.repeat_hours?.toString() ?? '',
    resolved: rule?.resolved ?? true,
  }
}

/** What the server is told; what does not go with the kind is left out. */
export function bodyOf(fields: Checked): NotificationRuleWrite {
  const passing = kindOf(fields.kind)?.passing ?? false
  const { quiet_from: from, quiet_to: to, quiet_days: days, break_through } = fields
  return {
    name: fields.name,
    kind: fields.kind,
    critical_only: fields.kind === 'security_event' && fields.critical_only,
    after_seconds: passing || fields.after_min === null ? null : Math.round(fields.after_min * 60),
    recipients: {
      emails: toAddresses(fields.emails),
      user_ids: fields.user_ids,
      webhook_ids: fields.webhook_ids,
    },
    station_ids: fields.station_ids,
    charger_ids: fields.charger_ids,
    quiet_time: fields.quiet ? { from, to, days: days.length > 0 ? days : null, break_through } : null,
    tz: fields.tz,
    repeat_hours: passing ? null : fields.repeat_hours,
    resolved: fields.resolved,
  }
}
