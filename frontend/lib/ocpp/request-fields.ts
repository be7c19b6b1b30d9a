/** What a request is made of, by the JSON schema that the server gives of it. */

export interface Schema {
  $ref?: string
  type?: string
  format?: string
  enum?: string[]
  maxLength?: number
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
}

/** By the names of the types, the request's own being `{action}Request`. */
export type Schemas = Record<string, Schema>

interface Base {
  /** OCPP's, so that the server's complaints find it. */
  name: string
  /** Where it stands in the payload, for its words: "chargingSchedule.chargingSchedulePeriod[].limit". */
  path: string
  /** Without it the field is left out of the request. */
  required: boolean
}

export type SimpleKind =
  'connector' | 'tag' | 'transaction' | 'text' | 'long' | 'names' | 'whole' | 'decimal' | 'moment' | 'choice'

export interface SimpleField extends Base {
  kind: SimpleKind
  options: string[]
  /** How many characters it may have. */
  maxLength: number | null
}

export interface GroupField extends Base {
  kind: 'object' | 'list'
  /** Of the object, or of each thing in the list. */
  fields: RequestField[]
}

export type RequestField = SimpleField | GroupField

export const isGroup = (field: RequestField): field is GroupField =>
  field.kind === 'object' || field.kind === 'list'

/** Fields that are chosen from what is known here, whichever message they stand in. */
const KNOWN_HERE: Record<string, SimpleKind> = {
  connectorId: 'connector',
  idTag: 'tag',
  transactionId: 'transaction',
}

/** Texts of many lines: certificates, signatures, vendors' own data. */
const LONG = 600

export function requestFields(action: string, schemas: Schemas): RequestField[] {
  return membersOf(schemas[`${action}Request`] ?? {}, schemas, '')
}

function membersOf(
  { properties = {}, required = [] }: Schema,
  schemas: Schemas,
  above: string,
): RequestField[] {
  return Object.entries(properties).map(([name, schema]) =>
    fieldOf(resolved(schema, schemas), schemas, {
      name,
      path: above ? `${above}.${name}` : name,
      required: required.includes(name),
    }),
  )
}

const resolved = (schema: Schema, schemas: Schemas): Schema =>
  schema.$ref ? (schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)] ?? {}) : schema

function fieldOf(schema: Schema, schemas: Schemas, base: Base): RequestField {
  const items = schema.items && resolved(schema.items, schemas)
  if (schema.properties) return { ...base, kind: 'object', fields: membersOf(schema, schemas, base.path) }
  if (items?.properties) return { ...base, kind: 'list', fields: membersOf(items, schemas, `${base.path}[]`) }
  return {
    ...base,
    kind: KNOWN_HERE[base.name] ?? simpleKind(schema),
    options: schema.enum ?? [],
    maxLength: (items ?? schema).maxLength ?? null,
  }
}

function simpleKind({ enum: values, type, format, maxLength }: Schema): SimpleKind {
  if (values) return 'choice'
  if (type === 'array') return 'names'
  if (type === 'integer') return 'whole'
  if (type === 'number') return 'decimal'
  if (format === 'date-time') return 'moment'
  return format !== 'uri' && (maxLength ?? Infinity) >= LONG ? 'long' : 'text'
}
