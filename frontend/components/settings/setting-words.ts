import { formatDuration, formatNumber } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
import type { Setting } from '@/lib/types'

type Unit = 'seconds' | 'days' | 'bytes' | 'port'

interface SettingWords {
  /** The environment variable. */
  name: string
  label: string
  unit?: Unit
  /** What holds where it is not set. */
  without?: string
  /** What a value means, where it does not say so itself. */
  values?: Readonly<Record<string, string>>
}

interface SettingGroup {
  title: string
  /** Where the documentation has more. */
  doc: string
  settings: SettingWords[]
}

/** What is shown of the settings, in the order in which one asks. */
export const SETTING_GROUPS: SettingGroup[] = [
  {
    title: msg('Accounts'),
    doc: 'docs/accounts.md',
    settings: [
      {
        name: 'SUPABASE_URL',
        label: msg('Accounts at Supabase'),
        without: msg('No: accounts are kept here'),
      },
      {
        name: 'SIGNUP',
        label: msg('Who may make an account'),
        values: {
          open: msg('Everybody'),
          invitation: msg('Who was invited'),
          off: msg('Nobody'),
        },
      },
      { name: 'GOOGLE_CLIENT_ID', label: msg('Sign-in with Google'), without: msg('Not offered') },
      { name: 'ADMIN_EMAIL', label: msg('First administrator') },
    ],
  },
  {
    title: msg('Mail and notifications'),
    doc: 'docs/notifications.md',
    settings: [
      {
        name: 'SMTP_HOST',
        label: msg('Mail server'),
        without: msg('None: nobody gets letters'),
      },
      { name: 'SMTP_PORT', label: msg('Its port'), unit: 'port' },
      {
        name: 'SMTP_SECURITY',
        label: msg('Its encryption'),
        values: { starttls: 'STARTTLS', tls: 'TLS', none: msg('None') },
      },
      { name: 'SMTP_PASSWORD', label: msg('Its password') },
      { name: 'MAIL_FROM', label: msg('Sender') },
      { name: 'NOTIFY_GRACE', label: msg('Time to come back after an outage'), unit: 'seconds' },
    ],
  },
  {
    title: msg('Chargers'),
    doc: 'docs/security.md',
    settings: [
      { name: 'OCPP_TLS_PORT', label: msg('Port with TLS'), unit: 'port' },
      {
        name: 'OCPP_TLS_CERTIFICATE',
        label: msg('Its certificate'),
        without: msg('Made by the server itself'),
      },
      { name: 'OCPP_CERTIFICATE_DAYS', label: msg('Signed certificates are valid for'), unit: 'days' },
      { name: 'OCPP_CALL_TIMEOUT', label: msg('Time to answer a request'), unit: 'seconds' },
      {
        name: 'OCPP_HEARTBEAT_INTERVAL',
        label: msg('Heartbeat every'),
        unit: 'seconds',
        without: msg('4 to 5 min, another one for each charger'),
      },
      { name: 'OCPP_PING_INTERVAL', label: msg('Ping every'), unit: 'seconds' },
      { name: 'OCPP_PING_TIMEOUT', label: msg('Time to answer a ping'), unit: 'seconds' },
      { name: 'OCPP_MAX_MESSAGE', label: msg('Longest message'), unit: 'bytes' },
      { name: 'OCPP_UNKNOWN_STATUS', label: msg('Unknown chargers are answered'), unit: 'port' },
      { name: 'OPERATOR_NAME', label: msg('Company on receipts') },
      { name: 'OCPP_CPO_NAME', label: msg('Company in certificates'), without: msg('Any') },
    ],
  },
  {
    title: msg('Authorization'),
    doc: 'docs/authorization.md',
    settings: [
      { name: 'AUTHORIZATION_URL', label: msg('Service that is asked too'), without: msg('None') },
      { name: 'AUTHORIZATION_TIMEOUT', label: msg('Time it has to answer'), unit: 'seconds' },
      { name: 'AUTHORIZATION_SECRET', label: msg('Secret that signs what it is asked') },
      {
        name: 'AUTHORIZATION_FALLBACK',
        label: msg('While it fails'),
        values: {
          local: msg('The id tags here decide'),
          accept: msg('All but blocked tags may charge'),
          refuse: msg('Nobody may charge'),
        },
      },
    ],
  },
  {
    title: msg('Transactions'),
    doc: 'docs/transactions.md',
    settings: [
      { name: 'TRANSACTION_SUSPECT_AFTER', label: msg('Suspect when its stop is late by'), unit: 'seconds' },
      { name: 'TRANSACTION_SILENT_AFTER', label: msg('Suspect when silent for'), unit: 'seconds' },
      { name: 'TRANSACTION_CLOSE_AFTER', label: msg('Suspects are closed after'), unit: 'seconds' },
    ],
  },
  {
    title: msg('Server'),
    doc: 'backend/.env.example',
    settings: [
      {
        name: 'ENVIRONMENT',
        label: msg('Environment'),
        values: { development: msg('Development'), production: msg('Production'), test: msg('Test') },
      },
      {
        name: 'DATABASE_URL',
        label: msg('Database'),
        values: { sqlite: 'SQLite', postgresql: 'PostgreSQL' },
      },
      { name: 'REDIS_URL', label: msg('Redis'), without: msg('None: one process') },
      { name: 'WEBHOOK_ALLOW_PRIVATE', label: msg('Webhooks into private networks') },
      { name: 'CORS_ORIGINS', label: msg('Other origins that may call'), without: msg('None') },
      { name: 'FORWARDED_ALLOW_IPS', label: msg('Proxies that are believed'), without: msg('None') },
      { name: 'LOG_LEVEL', label: msg('Log level') },
    ],
  },
]

const UNITS: Record<Unit, (value: number) => string> = {
  seconds: formatDuration,
  days: (value) => t('{days, plural, one {# day} other {# days}}', { days: value }),
  bytes: (value) => `${formatNumber(value / 1024)} KiB`,
  port: (value) => (value === 0 ? t('None') : String(value)),
}

/** What a setting's value means now; of secrets only whether they are set. */
export function settingText(
  { without, unit, values }: SettingWords,
  { value, given, secret }: Setting,
): string {
  if (secret) return given ? t('Set') : without ? t(without) : t('Not set')
  if (value === null) return without ? t(without) : t('Not set')
  if (typeof value === 'boolean') return value ? t('Allowed') : t('Refused')
  if (typeof value === 'number') return unit ? UNITS[unit](value) : String(value)
  const words = values?.[value]
  return words ? t(words) : value
}
