import { formatClockSeconds, formatDay, formatDuration, formatNumber, isSameDay } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
import { fieldWords } from '@/lib/ocpp/field-words'
import { frameLines, parseFrame, type JsonLine } from '@/lib/ocpp/json-lines'
import { numberOf } from '@/lib/ocpp/values'
import { breachWords } from '@/lib/said'
import type { Message, MessageViolation } from '@/lib/types'

export interface ExplainedLine extends JsonLine {
  explanation: string | null
  violations: MessageViolation[]
  /** How many characters of its text are allowed, where it has too many. */
  allowed: number | null
}

type Frame = Pick<Message, 'type' | 'action' | 'raw' | 'at' | 'direction' | 'violations'>

const HEADS: Record<Message['type'], string> = msg({
  CALL: 'A request, its message id and its action',
  CALLRESULT: 'The answer to the request with this message id',
  CALLERROR: 'A refusal of the request with this message id',
  INVALID: 'Not a message of OCPP',
})

/** A frame's lines, each with its meaning and with the rules it breaks; null for what is no frame at all. */
export function explainFrame(frame: Frame): ExplainedLine[] | null {
  const parts = parseFrame(frame.raw)
  if (!parts) return null
  const split = frame.type === 'CALL' ? 3 : frame.type === 'CALLRESULT' ? 2 : parts.length - 1
  const lines = frameLines(parts.slice(0, split), parts[split])
  const paths = lines.flatMap(({ path }) => path ?? [])
  const broken = frame.violations.map((violation) => ({ violation, line: placeOf(violation.path, paths) }))
  return lines.map((line) => {
    const violations = broken
      .filter((item) => line.path !== null && item.line === line.path)
      .map(({ violation }) => violation)
    return { ...line, explanation: explainLine(line, frame), violations, allowed: allowedLength(violations) }
  })
}

/** The line that shows a path, or the nearest one above it: a missing field has no line of its own. */
function placeOf(path: string, paths: string[]): string {
  if (paths.includes(path)) return path
  const above = path.replace(/(\.[^.[]*|\[\d+\]|^[^.[]+)$/, '')
  return above === path ? '' : placeOf(above, paths)
}

function explainLine({ path, value }: JsonLine, frame: Frame): string | null {
  if (path === null) return null
  if (path === '') return t(HEADS[frame.type])
  const words = fieldWords(frame.action ?? '', frame.type !== 'CALL', path)
  if (words === undefined) return null
  return typeof words === 'string' ? t(words) : words(value, (moment) => explainTime(moment, frame))
}

/** "12:26:51 here, 0.4 s before it arrived"; a charger's clock ahead of ours is named as that. */
function explainTime(value: unknown, { at, direction }: Frame): string {
  const moment = typeof value === 'string' ? Date.parse(value) : NaN
  if (Number.isNaN(moment)) return t('Not a time that can be read')
  const clock = formatClockSeconds(moment)
  const time = isSameDay(moment, at) ? clock : `${formatDay(moment, at)}, ${clock}`
  const age = Date.parse(at) - moment
  if (direction === 'out' || Math.abs(age) < 1000) return t('{time} here', { time })
  const span =
    age >= 60_000 || age <= -60_000
      ? formatDuration(Math.abs(age) / 1000)
      : `${formatNumber(Math.abs(age) / 1000, 1)} s`
  return age > 0
    ? t('{time} here, {span} before it arrived', { time, span })
    : t('{time} here, {span} ahead of our clock', { time, span })
}

function allowedLength(violations: MessageViolation[]): number | null {
  const found = violations.find(({ rule }) => rule === 'maxLength')
  return numberOf(/where (\d+) are allowed/.exec(found?.message ?? '')?.[1])
}

/** "60 characters where 50 are allowed (OCPP 1.6, 6.47)" -> what is wrong, and where it says so. */
export function splitViolation(violation: MessageViolation): { what: string; where: string | null } {
  const message = breachWords(violation)
  const match = /^(.*?)\s*\((OCPP[^()]*)\)\.?$/s.exec(message)
  const what = (match?.[1] ?? message).replace(/\.$/, '')
  return { what: what.charAt(0).toUpperCase() + what.slice(1), where: match?.[2] ?? null }
}

/** What the central system did about it (DEC-3). */
export function violationOutcome(refused: boolean, chargePointId: string): string {
  return refused
    ? t('Refused, because {name} is set to strict.', { name: chargePointId })
    : t('Kept whole and answered, because {name} is set to tolerant.', { name: chargePointId })
}
