import { msg, t } from '@/lib/i18n'

export const ALL = '*'

/** Every event that a webhook may be sent, as the server's catalogue has them, by their kind. */
export const EVENT_KINDS = [
  {
    kind: 'transaction',
    title: msg('Transactions'),
    events: [
      { type: 'transaction.started', words: msg('A transaction has started.') },
      {
        type: 'transaction.updated',
        words: msg(
          'Its record has changed otherwise: resumed, corrected, settled, a late stop. Not for samples.',
        ),
      },
      { type: 'transaction.suspect', words: msg('A person should look at it: its flags say why.') },
      { type: 'transaction.ended', words: msg('It has ended, by a stop, by rule or by a person.') },
    ],
  },
  {
    kind: 'charger',
    title: msg('Chargers'),
    events: [
      { type: 'charger.created', words: msg('A charger was registered.') },
      {
        type: 'charger.updated',
        words: msg('What it is has changed: its name, place, firmware, registration.'),
      },
      { type: 'charger.connected', words: msg('It is here.') },
      { type: 'charger.disconnected', words: msg('It is away.') },
      { type: 'charger.deleted', words: msg('A charger was deleted.') },
    ],
  },
  {
    kind: 'connector',
    title: msg('Connectors'),
    events: [
      { type: 'connector.status', words: msg('A connector, or the charger itself, reports another status.') },
    ],
  },
  {
    kind: 'command',
    title: msg('Commands'),
    events: [
      { type: 'command.finished', words: msg('A command has ended: its state and answer say how.') },
      { type: 'command.outcome', words: msg('What came of a command beyond its answer.') },
    ],
  },
  {
    kind: 'reservation',
    title: msg('Reservations'),
    events: [
      { type: 'reservation.created', words: msg('A reservation was asked for.') },
      { type: 'reservation.updated', words: msg('Its state has changed.') },
    ],
  },
  {
    kind: 'security',
    title: msg('Security'),
    events: [{ type: 'security.event', words: msg('A security event of a charger.') }],
  },
  {
    kind: 'certificate',
    title: msg('Certificates'),
    events: [{ type: 'certificate.updated', words: msg('A certificate of a charger has another state.') }],
  },
  {
    kind: 'drift',
    title: msg('Drift'),
    events: [
      { type: 'drift.started', words: msg('A charger is not configured as desired any more.') },
      { type: 'drift.updated', words: msg('It differs in other keys, or otherwise.') },
      {
        type: 'drift.ended',
        words: msg('It is configured as desired again, or nothing is desired any more.'),
      },
    ],
  },
  {
    kind: 'violation',
    title: msg('Rule violations'),
    events: [
      {
        type: 'violation.created',
        words: msg('A charger breaks a rule of OCPP that it did not break before.'),
      },
    ],
  },
  {
    kind: 'refusal',
    title: msg('Refused connections'),
    events: [
      {
        type: 'refusal.created',
        words: msg('A connection was refused: the first of this name, address and cause.'),
      },
    ],
  },
  {
    kind: 'job',
    title: msg('Firmware, diagnostics and logs'),
    events: [
      { type: 'job.created', words: msg('A charger is to fetch or deliver a file.') },
      { type: 'job.updated', words: msg('That job has another state.') },
    ],
  },
  {
    kind: 'local_list',
    title: msg('Local lists'),
    events: [{ type: 'local_list.updated', words: msg('A charger’s local list has another state or mode.') }],
  },
  {
    kind: 'station',
    title: msg('Stations'),
    events: [
      { type: 'station.created', words: msg('A station was made.') },
      { type: 'station.updated', words: msg('A station has changed.') },
      { type: 'station.deleted', words: msg('A station was deleted.') },
    ],
  },
  {
    kind: 'id_tag',
    title: msg('Id tags'),
    events: [
      { type: 'id_tag.created', words: msg('An id tag was registered.') },
      { type: 'id_tag.updated', words: msg('An id tag has changed.') },
      { type: 'id_tag.deleted', words: msg('An id tag was deleted.') },
    ],
  },
  {
    kind: 'unknown_tag',
    title: msg('Unknown tags'),
    events: [{ type: 'unknown_tag.updated', words: msg('A tag that nobody has registered was presented.') }],
  },
  {
    kind: 'notification',
    title: msg('Notifications'),
    events: [
      {
        type: 'notification',
        words: msg('A notification rule names this webhook. Those come whatever else is chosen.'),
      },
    ],
  },
]

type Kind = (typeof EVENT_KINDS)[number]

/** All of a kind in one word, which covers what a later version adds to it. */
export const wholeKind = ({ kind, events }: Kind): string => (events[0]?.type === kind ? kind : `${kind}.*`)

export const typesOf = ({ events }: Kind): string[] => events.map(({ type }) => type)

const covers = (pattern: string, type: string): boolean =>
  pattern.endsWith(ALL) ? type.startsWith(pattern.slice(0, -1)) : pattern === type

export const isWanted = (patterns: readonly string[], type: string): boolean =>
  patterns.some((pattern) => covers(pattern, type))

export function isWhole(patterns: readonly string[], kind: Kind): boolean {
  return typesOf(kind).every((type) => isWanted(patterns, type))
}

const without = (patterns: readonly string[], kind: Kind): string[] =>
  patterns.filter((pattern) => pattern !== wholeKind(kind) && !typesOf(kind).includes(pattern))

/** All of a kind, or nothing of it. */
export function withKind(patterns: readonly string[], kind: Kind, wanted: boolean): string[] {
  return wanted ? [...without(patterns, kind), wholeKind(kind)] : without(patterns, kind)
}

/** One type more or less; what was all of a kind becomes the types that are left of it. */
export function withType(patterns: readonly string[], kind: Kind, type: string, wanted: boolean): string[] {
  const chosen = typesOf(kind).filter((one) => (one === type ? wanted : isWanted(patterns, one)))
  return [...without(patterns, kind), ...chosen]
}

/** "Everything", or the patterns as the API has them. */
export const eventsText = (patterns: readonly string[]): string =>
  patterns.includes(ALL) ? t('Everything') : patterns.join(', ')
