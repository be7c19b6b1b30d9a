import { describe, expect, it } from 'vitest'

import { jobLife } from '@/lib/job-life'
import type { Job } from '@/lib/types'

import { aJob } from '../fixtures/firmware'

const SENT = '2026-11-19T10:00:00Z'
const said = (status: string, at: string, count = 1): Job['history'][number] => ({
  status,
  at,
  last_at: at,
  count,
})
const life = (changes: Partial<Job>) =>
  jobLife(aJob({ sent_at: SENT, ...changes })).map(({ status, text, detail }) =>
    [status, text, detail].filter(Boolean).join(' | '),
  )

describe('jobLife', () => {
  it('waits for a charger that is not here', () =>
    expect(life({ sent_at: null, state: 'waiting' })).toEqual(['in_progress | Waiting for the charger']))

  it('follows the charger’s words, with the boot where it belongs', () =>
    expect(
      life({
        state: 'installed',
        history: [
          said('Downloading', '2026-11-19T10:00:05Z'),
          said('Downloaded', '2026-11-19T10:01:00Z'),
          said('Installing', '2026-11-19T10:01:05Z'),
          said('Installed', '2026-11-19T10:03:00Z'),
        ],
        evidence: [{ kind: 'boot', detail: 'firmware 3.0.0', at: '2026-11-19T10:02:00Z' }],
      }),
    ).toEqual([
      'done | Sent',
      'done | Downloading',
      'done | Downloaded',
      'done | Installing',
      'done | It started again: firmware 3.0.0',
      'done | Installed',
    ]))

  it('shows that something is still to come', () =>
    expect(life({ state: 'downloading', history: [said('Downloading', SENT)] }).at(-1)).toBe(
      'in_progress | Waiting for the charger’s next word',
    ))

  it('keeps OCPP’s word for a failure, and how often it was said', () =>
    expect(
      life({ state: 'failed', detail: 'DownloadFailed', history: [said('DownloadFailed', SENT, 3)] }),
    ).toEqual(['done | Sent', 'failed | The download failed | DownloadFailed, Said 3 times']))

  it('ends with the reason where the charger said nothing', () =>
    expect(life({ state: 'rejected', detail: 'The charger answered Rejected' }).at(-1)).toBe(
      'rejected | Rejected | The charger answered Rejected',
    ))
})
