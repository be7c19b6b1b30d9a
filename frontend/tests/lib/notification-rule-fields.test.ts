import { describe, expect, it } from 'vitest'

import { bodyOf, fieldsOf, ruleSchema, toAddresses } from '@/components/notifications/rule-fields'

const filled = { ...fieldsOf(null), name: 'Night shift', emails: 'ines@example.com' }

it('reads addresses however they are typed', () => {
  expect(toAddresses('a@x.org, b@x.org;\n c@x.org\na@x.org')).toEqual(['a@x.org', 'b@x.org', 'c@x.org'])
})

describe('what the server is told', () => {
  it('is what was typed', () => {
    const fields = ruleSchema.parse({
      ...filled,
      after_min: '10',
      quiet: true,
      quiet_days: ['mon'],
      repeat_hours: '24',
    })
    expect(bodyOf(fields)).toMatchObject({
      after_seconds: 600,
      quiet_time: { from: '22:00', to: '06:00', days: ['mon'], break_through: false },
      repeat_hours: 24,
      recipients: { emails: ['ines@example.com'], user_ids: [], webhook_ids: [] },
    })
  })

  it('leaves out what does not go with the kind', () => {
    const happens = { ...filled, kind: 'firmware_failed' as const, after_min: '10', critical_only: true }
    expect(bodyOf(ruleSchema.parse(happens))).toMatchObject({
      after_seconds: null,
      repeat_hours: null,
      critical_only: false,
      quiet_time: null,
    })
  })
})

it.each([
  ['emails', { emails: '' }, 'Name somebody who is told.'],
  ['emails', { emails: 'ines' }, 'One of these is no e-mail address.'],
  ['after_min', { after_min: '-1' }, 'Between 0 and 43200 min.'],
  ['name', { name: ' ' }, 'Give it a name.'],
])('%s is checked before it is sent', (field, change, message) => {
  const { error } = ruleSchema.safeParse({ ...filled, ...change })
  expect(error?.issues).toContainEqual(expect.objectContaining({ path: [field], message }))
})
