import type { Status } from '@/components/status-badge'
import { formatKilowattHours, formatRegister } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
import type { Evidence, Transaction, TransactionFlag } from '@/lib/types'

interface FlagWords {
  title: string
  /** What it means for whoever bills it, when the server says nothing more exact. */
  detail: string
}

const FLAGS: Record<string, FlagWords> = msg({
  meter_backwards: {
    title: 'The meter ran backwards at the stop',
    detail: 'The value at the stop is below the last sample. Nothing was lost: both values are stored.',
  },
  meter_negative: {
    title: 'The meter at the stop is below the meter at the start',
    detail: 'The energy comes from the samples in between, if there are any.',
  },
  stop_missing: {
    title: 'The stop never arrived',
    detail: 'Another session began on the same connector. The energy is that of the last sample.',
  },
  stop_before_start: {
    title: 'The stop is earlier than the start',
    detail: 'The charger’s clock was wrong at one of them.',
  },
  implausible_time: {
    title: 'The charger’s clock cannot be right',
    detail: 'We took the time at which the message arrived. What the charger said is stored.',
  },
  not_authorized: {
    title: 'The tag was not accepted',
    detail: 'The charger started nevertheless. It should end the session or give no energy.',
  },
  stopped_by_other_tag: {
    title: 'Another tag ended it',
    detail: 'It is neither the tag that started the session nor one of the same group.',
  },
  meter_unreadable: {
    title: 'A register cannot be right',
    detail: 'No meter can show what the charger sent. The energy comes from the samples, if there are any.',
  },
  register_fell: {
    title: 'The register fell during the session',
    detail: 'A sample is below the one before. All of them are stored.',
  },
  energy_implausible: {
    title: 'More energy than a charger can deliver',
    detail: 'The registers differ by more than is possible in that time.',
  },
  unit_contradicted: {
    title: 'A unit did not fit',
    detail: 'What was measured counts, not the unit that was sent with it.',
  },
  stop_contradicted: {
    title: 'The charger reported another stop later',
    detail: 'The first one counts. Both are stored.',
  },
  estimated: {
    title: 'The energy is estimated',
    detail: 'It is that of the last reading, not of a reported stop.',
  },
  settled: {
    title: 'Settled by an operator',
    detail: 'Somebody looked at the record and decided what counts.',
  },
  reserved_for_another: {
    title: 'The connector was reserved for somebody else',
    detail: 'The charger let another tag start on it. The reservation shows which session took its place.',
  },
  connector_available: {
    title: 'The stop never arrived',
    detail: 'The connector has been free since. The energy is that of the last sample.',
  },
  charger_booted: {
    title: 'The stop never arrived',
    detail: 'The charger has started anew since. The energy is that of the last sample.',
  },
  charger_silent: {
    title: 'The stop never arrived',
    detail: 'Nothing has been heard of the session for long. The energy is that of the last sample.',
  },
  charger_deleted: {
    title: 'The stop will not come',
    detail: 'The charger was deleted. The energy is that of the last sample.',
  },
  closed_by_rule: {
    title: 'The record was closed without a stop',
    detail: 'No stop came in time. A late one still corrects the record.',
  },
  force_closed: {
    title: 'The record was closed by hand',
    detail: 'The charger did not report the end. A late stop still corrects the record.',
  },
})

/** A flag as a sentence, with what it means. */
export function flagWords({ code, detail }: TransactionFlag): FlagWords {
  const words = FLAGS[code]
  if (!words) return { title: detail ? t(detail) : code.replaceAll('_', ' '), detail: '' }
  // The server's sentence says no more than the title unless it is another one.
  return { title: t(words.title), detail: t(!detail || detail === words.title ? words.detail : detail) }
}

const STOPPED_BY: Record<string, string> = msg({
  Local: 'Driver, at charger',
  Remote: 'From here',
  EVDisconnected: 'Cable pulled',
  DeAuthorized: 'Tag not accepted',
  EmergencyStop: 'Emergency button',
  HardReset: 'Hard restart',
  SoftReset: 'Restart',
  Reboot: 'Charger restarted',
  PowerLoss: 'Power went out',
  UnlockCommand: 'Connector unlocked',
  Other: 'Another reason',
})

export function stoppedBy({ stop_reason, state, stopped_at, flags }: Transaction): string {
  if (state === 'force_closed') {
    return flags.some(({ code }) => code === 'closed_by_rule') ? t('No stop came') : t('Closed by hand')
  }
  if (!stopped_at) return t('Still running')
  return stop_reason ? t(STOPPED_BY[stop_reason] ?? stop_reason) : t('Unknown')
}

/** "Transaction 18391". */
export const transactionTitle = ({ transaction_id }: { transaction_id: number | null }): string =>
  transaction_id === null
    ? t('Transaction without a number')
    : t('Transaction {number}', { number: transaction_id })

/** What stopping means for whoever charges. */
export const startAgain = (idTag: string | null | undefined): string =>
  idTag
    ? t('{tag} has to start again to go on.', { tag: idTag })
    : t('The driver has to start again to go on.')

interface EvidenceWords {
  status: Status
  title: string
}

/** A piece of evidence as a line; `flags` decide whether it is the one that is odd. */
export function evidenceWords({ kind, count }: Evidence, flags: TransactionFlag[]): EvidenceWords {
  const has = (...codes: string[]) => flags.some(({ code }) => codes.includes(code))
  const odd = (isOdd: boolean): Status => (isOdd ? 'rule-broken' : 'done')
  switch (kind) {
    case 'started':
      return { status: odd(has('not_authorized')), title: 'StartTransaction' }
    case 'meter_values':
      return {
        status: 'done',
        title:
          count === null ? 'MeterValues' : t('{count, plural, one {# sample} other {# samples}}', { count }),
      }
    case 'last_sample':
      return { status: 'done', title: t('Last sample') }
    case 'stopped':
      return {
        status: odd(has('meter_backwards', 'meter_negative', 'stop_before_start', 'stopped_by_other_tag')),
        title: 'StopTransaction',
      }
    case 'superseded':
      return { status: 'rule-broken', title: t('Another session began here') }
    case 'closed':
      return { status: 'force-closed', title: t('Record closed') }
    case 'corrected':
      return { status: 'done', title: t('Corrected') }
    case 'meter_gap':
      return { status: 'done', title: t('Meter since the session before') }
    case 'suspected':
      return { status: 'rule-broken', title: t('The stop is overdue') }
    case 'resumed':
      return { status: 'done', title: t('It goes on') }
    case 'joined':
      return { status: 'done', title: t('StopTransaction, joined') }
    case 'settled':
      return { status: 'done', title: t('Settled') }
    case 'clock':
      return { status: odd(has('implausible_time')), title: t('Charger clock') }
  }
}

/** "35.33 kWh since start": evidence is read to 10 Wh. */
export function sinceStart(register: number, meterStart: number | null): string | null {
  if (meterStart === null || register === meterStart) return null
  return t('{energy} since start', { energy: formatKilowattHours(register - meterStart, 2) })
}

/** Where the curve is marked: the moment and the size of what is odd. */
export function curveMark(
  transaction: Transaction,
  evidence: Evidence[],
): { at: string; label: string } | null {
  const { flags, stopped_at, meter_stop } = transaction
  if (!stopped_at || !flags.some(({ code }) => code === 'meter_backwards')) return null
  const last = evidence.find(({ kind }) => kind === 'last_sample')?.register_wh
  if (last == null || meter_stop === null) return { at: stopped_at, label: t('Meter ran backwards') }
  return { at: stopped_at, label: t('−{energy} at stop', { energy: formatRegister(last - meter_stop) }) }
}
