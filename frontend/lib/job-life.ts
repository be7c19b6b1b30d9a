import { step, type LifeStep } from '@/lib/command-life'
import { formatClockSeconds, formatStep, formatTime } from '@/lib/format'
import { t } from '@/lib/i18n'
import { isOpen, JOB_STATES, SAID } from '@/lib/job-words'
import { detailWords } from '@/lib/said'
import type { Job } from '@/lib/types'

interface Dated {
  at: string
  step: LifeStep
}

/** A job's life as a line: asked, what the charger said, what speaks for it besides, how it stands. */
export function jobLife(job: Job): LifeStep[] {
  const told = [...saidSteps(job), ...evidenceSteps(job)].sort((a, b) => a.at.localeCompare(b.at))
  return [sentStep(job), ...told.map((dated) => dated.step), standStep(job)].flatMap((found) => found ?? [])
}

function sentStep({ sent_at, retrieve_at, state, waits_until }: Job): LifeStep | null {
  if (sent_at) {
    const later = retrieve_at && Date.parse(retrieve_at) > Date.parse(sent_at) + 1000
    return step('done', t('Sent'), {
      time: formatClockSeconds(sent_at),
      detail: later ? t('It is to begin {time}', { time: formatTime(retrieve_at) }) : null,
    })
  }
  if (state !== 'waiting') return null
  return step('in_progress', t('Waiting for the charger'), {
    detail: waits_until ? t('Until {time}', { time: formatTime(waits_until) }) : null,
  })
}

const since = ({ sent_at, created_at }: Job, at: string) =>
  formatStep(Date.parse(at) - Date.parse(sent_at ?? created_at))

function saidSteps(job: Job): Dated[] {
  return job.history.map(({ status, at, count }) => {
    const word = SAID[status]
    const failed = word?.status === 'failed' ? status : null
    const often = count > 1 ? t('Said {count, plural, one {once} other {# times}}', { count }) : null
    return {
      at,
      step: step(word?.status ?? 'unknown', word ? t(word.label) : status, {
        time: since(job, at),
        detail: [failed, often].filter(Boolean).join(', ') || null,
      }),
    }
  })
}

function evidenceSteps(job: Job): Dated[] {
  return job.evidence.map(({ kind, detail, at }) => ({
    at,
    step: step('done', evidenceWords(kind, detail), { time: since(job, at) }),
  }))
}

function evidenceWords(kind: string, detail: string): string {
  if (kind === 'boot') return t('It started again: {detail}', { detail })
  if (kind === 'security_event') return t('It told the security event FirmwareUpdated')
  if (kind === 'file') return t('The file has arrived')
  return detail || kind
}

/** How it stands, where the line above does not say so already. */
function standStep(job: Job): LifeStep | null {
  const { state, history, sent_at } = job
  const { label, status } = JOB_STATES[state]
  const last = history.at(-1)?.status
  if (isOpen(job)) return sent_at ? step('in_progress', t('Waiting for the charger’s next word')) : null
  const said = last ? SAID[last] : undefined
  if (said && (said.label === label || (state === 'failed' && said.status === status))) return null
  return step(status, t(label), { detail: job.detail === last ? null : detailWords(job) })
}
