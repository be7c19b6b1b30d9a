import { describe, expect, it } from 'vitest'

import { FIELD_LABELS, ITEM_WORDS, OBJECT_WORDS } from '@/components/commands/field-labels'
import { OPERATIONS, parseRequest } from '@/components/commands/operations'
import { isGroup, requestFields, type RequestField } from '@/lib/ocpp/request-fields'
import { SCHEMAS, schemaFields } from '@/tests/fixtures/ocpp'

/** What only chargers send. */
const FROM_CHARGERS =
  /^(Authorize|BootNotification|Heartbeat|MeterValues|Sign(Certificate|edFirmwareStatus.*)|St(art|op)Transaction|\w+Notification)$/

const ours = Object.keys(SCHEMAS).filter((action) => !FROM_CHARGERS.test(action))

function every(fields: RequestField[]): RequestField[] {
  return fields.flatMap((field) => [field, ...(isGroup(field) ? every(field.fields) : [])])
}

describe('operations', () => {
  it('are the 26 that a central system sends', () => {
    expect(OPERATIONS.map(({ action }) => action).sort()).toEqual(ours.sort())
    expect(OPERATIONS).toHaveLength(26)
  })

  it.each(OPERATIONS.map(({ action }) => action))(
    '%s has an input for every field of its schema',
    (action) => {
      const fields = every(requestFields(action, SCHEMAS[action]?.request ?? {}))
      const wanted = schemaFields()
        .filter((field) => field.action === action && !field.answer && !field.path.endsWith('[]'))
        .map(({ path }) => path)
      expect(fields.map(({ path }) => path).sort()).toEqual(wanted.sort())
      expect(fields.filter(({ name }) => !FIELD_LABELS[name])).toEqual([])
      const left = fields.filter(
        ({ kind, required, name }) => kind === 'object' && !required && !OBJECT_WORDS[name],
      )
      expect(left).toEqual([])
      expect(fields.filter(({ kind, name }) => kind === 'list' && !ITEM_WORDS[name])).toEqual([])
    },
  )
})

describe('parseRequest', () => {
  it('takes a JSON object, and nothing for an empty one', () => {
    expect(parseRequest('{"type":"Soft"}')).toEqual({ type: 'Soft' })
    expect(parseRequest('  ')).toEqual({})
  })

  it.each(['[]', '"x"', '{', 'null'])('refuses %s', (text) => {
    expect(parseRequest(text)).toBeNull()
  })
})
