import { z } from 'zod'
import { msg } from '@/lib/i18n'

/** A field of an operation's form. Its name is OCPP's, so that the server's complaints find it. */
export interface OperationField {
  name: string
  label: string
  kind: 'connector' | 'tag' | 'transaction' | 'choice' | 'text' | 'long'
  /** Without it the field is left out of the request. */
  required: boolean
  help?: string
  options?: { value: string; label: string }[]
  /** For a connector: 0, the charger as a whole, may be chosen too. */
  whole?: boolean
}

export interface Operation {
  action: string
  label: string
  /** What it does, in one sentence. */
  detail: string
  fields: OperationField[]
}

const CONNECTOR: OperationField = {
  name: 'connectorId',
  label: msg('Connector'),
  kind: 'connector',
  required: true,
}

/** The operations of OCPP 1.6's Core profile that a central system sends; the other ones go as JSON. */
export const OPERATIONS: Operation[] = [
  {
    action: 'RemoteStartTransaction',
    label: msg('Start charging'),
    detail: msg('Asks the charger to start a session. The driver may still have to plug in.'),
    fields: [
      { name: 'idTag', label: msg('Id tag'), kind: 'tag', required: true },
      { ...CONNECTOR, required: false, help: msg('Without one the charger chooses, and some refuse.') },
    ],
  },
  {
    action: 'RemoteStopTransaction',
    label: msg('Stop charging'),
    detail: msg('Asks the charger to end a session.'),
    fields: [{ name: 'transactionId', label: msg('Transaction'), kind: 'transaction', required: true }],
  },
  {
    action: 'Reset',
    label: msg('Restart'),
    detail: msg('Restarts the charger.'),
    fields: [
      {
        name: 'type',
        label: msg('How'),
        kind: 'choice',
        required: true,
        options: [
          { value: 'Soft', label: msg('Soft: sessions end in an orderly way') },
          { value: 'Hard', label: msg('Hard: at once, whatever runs') },
        ],
      },
    ],
  },
  {
    action: 'UnlockConnector',
    label: msg('Unlock connector'),
    detail: msg('Lets go of a stuck cable. A session that runs there ends.'),
    fields: [CONNECTOR],
  },
  {
    action: 'ChangeAvailability',
    label: msg('Change availability'),
    detail: msg('Takes a connector or the whole charger out of service, or back into it.'),
    fields: [
      { ...CONNECTOR, whole: true },
      {
        name: 'type',
        label: msg('Availability'),
        kind: 'choice',
        required: true,
        options: [
          { value: 'Inoperative', label: msg('Out of service') },
          { value: 'Operative', label: msg('Into service') },
        ],
      },
    ],
  },
  {
    action: 'GetConfiguration',
    label: msg('Read configuration'),
    detail: msg('Asks for settings and their values.'),
    fields: [
      {
        name: 'key',
        label: msg('Keys'),
        kind: 'text',
        required: false,
        help: msg('Separated by commas. Empty: all of them.'),
      },
    ],
  },
  {
    action: 'ChangeConfiguration',
    label: msg('Change configuration'),
    detail: msg('Sets one setting. OCPP sends every value as text.'),
    fields: [
      { name: 'key', label: msg('Key'), kind: 'text', required: true },
      { name: 'value', label: msg('Value'), kind: 'text', required: true },
    ],
  },
  {
    action: 'ClearCache',
    label: msg('Clear cache'),
    detail: msg('Makes the charger forget which tags it has seen.'),
    fields: [],
  },
  {
    action: 'DataTransfer',
    label: msg('Transfer data'),
    detail: msg('Sends a message that only the vendor defines.'),
    fields: [
      {
        name: 'vendorId',
        label: msg('Vendor'),
        kind: 'text',
        required: true,
        help: msg('com.example, as the vendor names itself.'),
      },
      { name: 'messageId', label: msg('Message'), kind: 'text', required: false },
      { name: 'data', label: msg('Data'), kind: 'long', required: false },
    ],
  },
]

export type FormValues = Record<string, string>

const NUMBERS = new Set(['connector', 'transaction'])

/** Form texts -> the OCPP request. Empty optional fields are left out; an empty value to set is a value. */
export function toRequest(operation: Operation, values: FormValues): Record<string, unknown> {
  const request: Record<string, unknown> = {}
  for (const field of operation.fields) {
    const text = (values[field.name] ?? '').trim()
    if (text !== '' || field.required) request[field.name] = toValue(operation, field, text)
  }
  return request
}

function toValue({ action }: Operation, { kind }: OperationField, text: string): unknown {
  if (action === 'GetConfiguration') return keyList(text)
  return NUMBERS.has(kind) ? Number(text) : text
}

export const keyList = (text: string): string[] =>
  text
    .split(/[,\s]+/)
    .map((key) => key.trim())
    .filter(Boolean)

/** What is missing, by field. An empty configuration value is allowed: some keys are cleared with it. */
export function missingFields({ action, fields }: Operation, values: FormValues): string[] {
  const mayBeEmpty = (name: string) => action === 'ChangeConfiguration' && name === 'value'
  return fields
    .filter(({ name, required }) => required && !mayBeEmpty(name) && !(values[name] ?? '').trim())
    .map(({ name }) => name)
}

const requestObject = z.record(z.string(), z.unknown())

/** A JSON object out of text; null for anything else. */
export function parseRequest(text: string): Record<string, unknown> | null {
  try {
    const parsed = requestObject.safeParse(JSON.parse(text.trim() || '{}'))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
