import { notifyManager, type QueryClient, type QueryKey } from '@tanstack/react-query'

import { askAgain, nowAndAfterAnswers } from '@/lib/answers-on-their-way'
import { applyAgain, forgetReading } from '@/lib/late-readings'
import type { LiveEvents, Metered } from '@/lib/live-events'
import { isPart, lacks, mapPages, type Cached, type Identified } from '@/lib/live-pages'
import { PART_MS, pause, refresh, refreshPages, SUMMARY_MS } from '@/lib/live-refresh'
import type {
  Charger,
  Command,
  Connector,
  Curve,
  LiveSessions,
  LocalListSummary,
  Transaction,
} from '@/lib/types'

type Updates = { [Name in keyof LiveEvents]: (client: QueryClient, data: LiveEvents[Name]) => void }

const CHART_MS = 15_000
// A station's counts change with its chargers; no event tells of them.
const STATIONS_MS = 5_000
// Of so many stations each answer for the map is worth a pause more.
const MAP_PART = 2_000
const MESSAGES_MS = 1_000
// Some chargers break a rule with every message.
const VIOLATIONS_MS = 5_000
const WEBHOOKS_MS = 500

const LISTS = {
  chargers: ['get', '/api/admin/chargers'],
  stations: ['get', '/api/admin/stations'],
  transactions: ['get', '/api/admin/transactions'],
  idTags: ['get', '/api/admin/id-tags'],
  unknownTags: ['get', '/api/admin/unknown-tags'],
  localLists: ['get', '/api/admin/local-lists'],
  reservations: ['get', '/api/admin/reservations'],
  jobs: ['get', '/api/admin/firmware/jobs'],
  certificates: ['get', '/api/admin/certificates'],
} as const

const FLEET = ['get', '/api/admin/chargers/summary'] as const
const CERTIFICATE_COUNTS = ['get', '/api/admin/certificates/summary'] as const
const TAGS = ['get', '/api/admin/id-tags/summary'] as const
const OVERVIEW = ['get', '/api/admin/overview'] as const
const POWER = ['get', '/api/admin/overview/power'] as const
const SESSIONS = ['get', '/api/admin/overview/sessions'] as const
const ATTENTION = ['get', '/api/admin/attention'] as const
const REFUSALS = ['get', '/api/admin/refusals'] as const
const REFUSAL_COUNTS = ['get', '/api/admin/refusals/summary'] as const
const QUARANTINED = ['get', '/api/admin/transactions/quarantined'] as const
const QUARANTINED_COUNTS = ['get', '/api/admin/transactions/quarantined/summary'] as const
const COMMANDS = ['get', '/api/admin/chargers/{id}/commands'] as const
const MESSAGES = ['get', '/api/admin/chargers/{id}/messages'] as const
const CURVE = ['get', '/api/admin/transactions/{id}/curve'] as const
const TRANSACTION = ['get', '/api/admin/transactions/{id}'] as const
const CHARGER = ['get', '/api/admin/chargers/{id}'] as const
const SUMMARY = ['get', '/api/admin/transactions/summary'] as const
const INSTALLED = ['get', '/api/admin/chargers/{id}/certificates/installed'] as const
const INSTALLING = new Set(['InstallCertificate', 'DeleteCertificate', 'GetInstalledCertificateIds'])
const CONFIGURING = new Set(['GetConfiguration', 'ChangeConfiguration'])
const STEERING = new Set(['SetChargingProfile', 'ClearChargingProfile'])
const PROFILES = ['get', '/api/admin/charging-profiles'] as const
const PROFILE_COUNTS = ['get', '/api/admin/charging-profiles/summary'] as const
const COMPOSITE = ['get', '/api/admin/chargers/{id}/composite-schedule'] as const
const DRIFT = ['get', '/api/admin/chargers/{id}/configuration/drift'] as const
const LOCAL_COUNTS = ['get', '/api/admin/local-lists/summary'] as const
const LOCAL_LIST = ['get', '/api/admin/local-lists/{id}'] as const
const LOCAL_ENTRIES = ['get', '/api/admin/local-lists/{id}/entries'] as const
const CONFIGURATION = ['get', '/api/admin/chargers/{id}/configuration'] as const
const STATION = ['get', '/api/admin/stations/{id}'] as const
const STATION_COUNTS = ['get', '/api/admin/stations/summary'] as const
const STATION_MAP = ['get', '/api/admin/stations/map'] as const
const SECURITY_EVENTS = ['get', '/api/admin/security-events'] as const
const VIOLATIONS = ['get', '/api/admin/violations'] as const
const VIOLATION_SUMMARY = ['get', '/api/admin/violations/summary'] as const
const SCORECARDS = ['get', '/api/admin/scorecards'] as const
const OF_RULES = ['/api/admin/chargers/{id}/violations', '/api/admin/chargers/{id}/conformance'] as const
const FLEET_DRIFT = ['get', '/api/admin/configuration-drift'] as const
const DRIFT_COUNTS = ['get', '/api/admin/configuration-drift/summary'] as const
const ROLLOUT = ['get', '/api/admin/firmware/{id}/rollout'] as const
const FIRMWARE = ['get', '/api/admin/firmware'] as const
const WEBHOOKS = [
  ['get', '/api/admin/webhooks'],
  ['get', '/api/admin/webhooks/{id}'],
  ['get', '/api/admin/webhooks/{id}/deliveries'],
  ['get', '/api/admin/webhooks/deliveries/{id}'],
] as const
const NOTIFICATIONS = ['get', '/api/admin/notifications'] as const
const NOTIFICATION_RULES = ['get', '/api/admin/notification-rules'] as const
const AUDIT = ['get', '/api/admin/audit'] as const
const METER_VALUES = ['get', '/api/admin/transactions/{id}/meter-values'] as const

/** Of the query of `useBrokenRules`. */
export const rulesBroken = (chargerId: string): QueryKey => ['rules-broken', chargerId]

/** The key of one thing, as openapi-react-query builds it; more parameters may follow. */
const one = (path: string, id: string): QueryKey => ['get', path, { params: { path: { id } } }]

/** What lists are narrowed to that changes with what happens: others belong there then. */
const STATES = ['status', 'blocked', 'expired', 'charging', 'usable']

function isOfState(key: QueryKey): boolean {
  const query = (key[2] as { params?: { query?: object } } | undefined)?.params?.query
  return query !== undefined && STATES.some((name) => Object.hasOwn(query, name))
}

function refreshStates(client: QueryClient, list: QueryKey): void {
  for (const [key, cached] of client.getQueriesData<Cached<Identified>>({ queryKey: list })) {
    if (isOfState(key)) refresh(client, key, pause(cached), true)
  }
}

/** Changes all that is cached under `queryKey`, and what of it is on its way; what stays the same is told to nobody. */
function rewrite<Data>(
  client: QueryClient,
  queryKey: QueryKey,
  change: (data: Data | undefined) => Data | undefined,
): void {
  const changed = (data: Data | undefined) => {
    const next = change(data)
    return next === data ? undefined : next
  }
  nowAndAfterAnswers(client, { queryKey }, () => client.setQueriesData<Data>({ queryKey }, changed))
}

function patch<Item extends Identified>(
  client: QueryClient,
  list: QueryKey,
  id: string,
  change: (item: Item) => Item,
): void {
  rewrite<Cached<Item>>(client, list, (cached) =>
    mapPages(cached, (items) => items.map((item) => (item.id === id ? change(item) : item))),
  )
  rewrite<Item>(client, one(`${String(list[1])}/{id}`, id), (item) => item && change(item))
}

/**
 * Puts the new version where the old one was; a list that lacks it asks the server whether it belongs there, and
 * no other does: a search finds few of ten thousand chargers, and the whole list is twenty answers.
 */
function replace(client: QueryClient, list: QueryKey, item: Identified): void {
  patch<Identified>(client, list, item.id, (old) => ({ ...old, ...item }))
  nowAndAfterAnswers(client, { queryKey: list }, () => {
    for (const [key, cached] of client.getQueriesData<Cached<Identified>>({ queryKey: list })) {
      if (lacks(cached, item.id)) refresh(client, key, isPart(cached) ? PART_MS : SUMMARY_MS, true)
    }
  })
}

function remove(client: QueryClient, list: QueryKey, id: string): void {
  rewrite<Cached<Identified>>(client, list, (cached) =>
    mapPages(cached, (items) => items.filter((item) => item.id !== id)),
  )
  client.removeQueries({ queryKey: one(`${String(list[1])}/{id}`, id), type: 'inactive' })
}

/** Thousands of stations are many answers: they are asked for the more seldom, the more they are. */
function refreshStations(client: QueryClient): void {
  for (const [key, cached] of client.getQueriesData<Cached<Identified>>({ queryKey: LISTS.stations })) {
    const pages = cached && 'pages' in cached ? cached.pages.length : 1
    refresh(client, key, STATIONS_MS * pages, true)
  }
  for (const [key, map] of client.getQueriesData<{ items: Identified[] }>({ queryKey: STATION_MAP })) {
    refresh(client, key, STATIONS_MS * Math.max(1, Math.ceil((map?.items.length ?? 0) / MAP_PART)), true)
  }
}

function refreshSummaries(client: QueryClient): void {
  refresh(client, OVERVIEW)
  refresh(client, SESSIONS)
  refresh(client, FLEET, STATIONS_MS)
  refreshStations(client)
  refresh(client, STATION, STATIONS_MS)
  refresh(client, STATION_COUNTS, STATIONS_MS)
}

function withConnector(charger: Charger, connector: Connector): Charger {
  const known = charger.connectors.some(({ connector_id }) => connector_id === connector.connector_id)
  const connectors = known
    ? charger.connectors.map((old) =>
        old.connector_id === connector.connector_id ? { ...old, ...connector } : old,
      )
    : [...charger.connectors, connector].sort((a, b) => a.connector_id - b.connector_id)
  return { ...charger, connectors }
}

const metered =
  ({ connector_id, power_w, energy_wh, soc_percent, current_a, voltage_v }: Metered) =>
  (charger: Charger): Charger => {
    const old = charger.connectors.find((connector) => connector.connector_id === connector_id)
    if (!old) return charger
    const changed = withConnector(charger, { ...old, power_w, energy_wh, soc_percent, current_a, voltage_v })
    const sum = changed.connectors.reduce((watts, { power_w: own }) => watts + (own ?? 0), 0)
    return { ...changed, power_w: sum }
  }

const meterConnectors = (client: QueryClient, samples: Metered[]): void =>
  notifyManager.batch(() => {
    for (const sample of samples) patch(client, LISTS.chargers, sample.charger_id, metered(sample))
  })

function meterSession(client: QueryClient, sample: Metered): void {
  const { at, power_w, soc_percent } = sample
  rewrite<LiveSessions>(client, SESSIONS, (sessions) => {
    if (!sessions) return sessions
    const items = sessions.items.map((session) => {
      if (session.transaction.id !== sample.transaction_id) return session
      const energy_wh = sample.energy_wh ?? session.transaction.energy_wh
      const known = session.sparkline.some((point) => point.at === at)
      const sparkline = known ? session.sparkline : [...session.sparkline, { at, power_w }]
      return {
        ...session,
        power_w,
        soc_percent,
        sparkline,
        transaction: { ...session.transaction, energy_wh },
      }
    })
    return { ...sessions, items }
  })
}

/** A curve grows by its own samples: fetching all of it again with each one would cost more with every minute. */
function meterCurve(client: QueryClient, transactionId: string, sample: Metered): void {
  const { at, power_w, energy_wh, soc_percent } = sample
  rewrite<Curve>(client, one(CURVE[1], transactionId), (curve) => {
    const last = curve?.points.at(-1)
    if (!curve || (last && last.at >= at)) return curve
    return { points: [...curve.points, { at, power_w, energy_wh, soc_percent }] }
  })
}

/** The one table from an event to what it changes in the query cache. */
export const LIVE_UPDATES: Updates = {
  'charger.updated': (client, charger) => {
    replace(client, LISTS.chargers, charger)
    refreshStates(client, LISTS.chargers)
    refreshSummaries(client)
  },
  'charger.deleted': (client, { id }) => {
    remove(client, LISTS.chargers, id)
    refreshSummaries(client)
  },
  'connector.updated': (client, { charger_id, connector }) => {
    forgetReading(client, charger_id, connector.connector_id)
    patch<Charger>(client, LISTS.chargers, charger_id, (charger) => withConnector(charger, connector))
    refreshStates(client, LISTS.chargers)
    refreshSummaries(client)
  },
  'transaction.updated': (client, transaction) => {
    forgetReading(client, transaction.charger_id, transaction.connector_id)
    replace(client, LISTS.transactions, transaction)
    // Its evidence grows with it, and its totals; a start also changes what a connector is doing.
    refresh(client, one(TRANSACTION[1], transaction.id))
    refresh(client, SUMMARY)
    refresh(client, one(CHARGER[1], transaction.charger_id), 0)
    refreshSummaries(client)
  },
  'transaction.metered': (client, sample) => {
    const { energy_wh, transaction_id } = sample
    meterConnectors(client, [sample])
    meterSession(client, sample)
    if (transaction_id !== null) {
      applyAgain(client, sample, (samples) => meterConnectors(client, samples))
      if (energy_wh !== null) {
        patch<Transaction>(client, LISTS.transactions, transaction_id, (old) => ({ ...old, energy_wh }))
      }
      refresh(client, one(METER_VALUES[1], transaction_id))
      meterCurve(client, transaction_id, sample)
    }
    refresh(client, OVERVIEW)
    refresh(client, POWER, CHART_MS)
  },
  'command.updated': (client, command) => {
    const key = one(COMMANDS[1], command.charger_id).slice(0, 2)
    rewrite<Cached<Command>>(client, key, (cached) =>
      mapPages(cached, (items) => items.map((old) => (old.id === command.id ? { ...old, ...command } : old))),
    )
    rewrite<Command>(
      client,
      one('/api/admin/commands/{id}', command.id),
      (old) => old && { ...old, ...command },
    )
    refresh(client, one(COMMANDS[1], command.charger_id), 0)
    if (CONFIGURING.has(command.action)) {
      refresh(client, one(CONFIGURATION[1], command.charger_id), 0)
      refresh(client, one(DRIFT[1], command.charger_id), 0)
    }
    if (STEERING.has(command.action)) {
      refreshPages(client, PROFILES)
      refresh(client, PROFILE_COUNTS)
      refresh(client, one(COMPOSITE[1], command.charger_id), 0)
    }
    if (INSTALLING.has(command.action)) refresh(client, one(INSTALLED[1], command.charger_id), 0)
  },
  'message.logged': (client, { charger_id, last_at }) => {
    patch<Charger>(client, LISTS.chargers, charger_id, (charger) => ({ ...charger, last_seen_at: last_at }))
    refresh(client, one(MESSAGES[1], charger_id), MESSAGES_MS)
  },
  'station.updated': (client, station) => {
    replace(client, LISTS.stations, station)
    replace(client, STATION_MAP, station)
    refresh(client, STATION_COUNTS)
    refresh(client, OVERVIEW)
  },
  'station.deleted': (client, { id }) => {
    remove(client, LISTS.stations, id)
    remove(client, STATION_MAP, id)
    refresh(client, STATION_COUNTS)
    refresh(client, OVERVIEW)
  },
  'id_tag.updated': (client, tag) => {
    replace(client, LISTS.idTags, tag)
    refreshStates(client, LISTS.idTags)
    refresh(client, TAGS)
  },
  'id_tag.deleted': (client, { id }) => {
    remove(client, LISTS.idTags, id)
    refresh(client, TAGS)
  },
  'unknown_tag.presented': (client) => refresh(client, LISTS.unknownTags),
  'unknown_tag.deleted': (client, { id }) => remove(client, LISTS.unknownTags, id),
  'reservation.updated': (client, reservation) => {
    replace(client, LISTS.reservations, reservation)
    // In another state it may belong to another list.
    refresh(client, LISTS.reservations)
  },
  'local_list.updated': (client, list) => {
    // A list of the fleet knows a charger by its id alone.
    rewrite<Cached<LocalListSummary>>(client, LISTS.localLists, (cached) =>
      mapPages(cached, (items) =>
        items.map((old) => (old.charger_id === list.charger_id ? { ...old, ...list } : old)),
      ),
    )
    rewrite<LocalListSummary>(
      client,
      one(LOCAL_LIST[1], list.charger_id),
      (old) => old && { ...old, ...list },
    )
    refresh(client, one(LOCAL_ENTRIES[1], list.charger_id))
    refresh(client, LISTS.localLists, PART_MS)
    refresh(client, LOCAL_COUNTS)
  },
  'job.updated': (client, job) => {
    replace(client, LISTS.jobs, job)
    refresh(client, ROLLOUT)
  },
  'certificate.updated': (client, certificate) => {
    replace(client, LISTS.certificates, certificate)
    refreshStates(client, LISTS.certificates)
    refresh(client, CERTIFICATE_COUNTS)
  },
  'attention.updated': (client) => {
    refresh(client, ATTENTION, 0)
    // A stop that fits no transaction is one of the matters, until it has found it.
    refreshPages(client, QUARANTINED)
    refresh(client, QUARANTINED_COUNTS)
  },
  'refusal.recorded': (client) => {
    refreshPages(client, REFUSALS)
    refresh(client, REFUSAL_COUNTS)
  },
  'security_event.recorded': (client) => refresh(client, SECURITY_EVENTS, 0),
  'violation.recorded': (client, { charger_id }) => {
    refresh(client, VIOLATIONS, VIOLATIONS_MS)
    refresh(client, VIOLATION_SUMMARY, VIOLATIONS_MS)
    refresh(client, SCORECARDS, VIOLATIONS_MS)
    for (const path of OF_RULES) refresh(client, one(path, charger_id), VIOLATIONS_MS)
    refresh(client, rulesBroken(charger_id), VIOLATIONS_MS)
  },
  'drift.updated': (client, { charger_id }) => {
    refresh(client, FLEET_DRIFT, PART_MS)
    refresh(client, DRIFT_COUNTS)
    refresh(client, one(DRIFT[1], charger_id), 0)
  },
  'firmware.updated': (client) => refresh(client, FIRMWARE, 0),
  'webhook.updated': (client) => {
    for (const key of WEBHOOKS) refresh(client, key, WEBHOOKS_MS)
  },
  'notifications.updated': (client) => {
    refresh(client, NOTIFICATIONS, MESSAGES_MS)
    refresh(client, NOTIFICATION_RULES, MESSAGES_MS)
  },
  'audit.updated': (client) => refresh(client, AUDIT, MESSAGES_MS),
  reset: (client) => askAgain(client),
}

const isKnown = (name: string): name is keyof LiveEvents => Object.hasOwn(LIVE_UPDATES, name)

/** Applies one event; a newer server may send names this build does not know, which change nothing here. */
export function applyLiveEvent(client: QueryClient, name: string, data: string): void {
  if (!isKnown(name)) return
  const update = LIVE_UPDATES[name] as (client: QueryClient, data: unknown) => void
  update(client, JSON.parse(data))
}
