import { keepPreviousData } from '@tanstack/react-query'

import type { Interval, Span } from '@/lib/analytics/spans'
import { $api, api } from '@/lib/api'
import { viewerZone } from '@/lib/queries/overview'

// No event tells of sums over weeks: the server works them out every few minutes.
const REFRESH_MS = 5 * 60_000

export type GroupBy = 'none' | 'station' | 'charger' | 'id_tag'

/** What is looked at: of which place, whose cards. */
export interface Place {
  station_id?: string
  charger_id?: string
}

export interface AnalyticsQuery<Group extends GroupBy = GroupBy> extends Place {
  from: string
  to: string
  interval: Interval
  tz: string
  group_by: Group
  id_tag?: string
}

/** Of what chargers and connectors do, whoever charges. */
export type OfPlaces = Omit<AnalyticsQuery<Exclude<GroupBy, 'id_tag'>>, 'id_tag'>

export type Moments = Pick<OfPlaces, 'from' | 'to'>

export const question = <Group extends GroupBy>(
  { from, to }: Span,
  interval: Interval,
  group_by: Group,
  place: Place,
) => ({
  ...place,
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
  interval,
  tz: viewerZone(),
  group_by,
})

// The last answer stays on the screen while the next one is on its way: nothing jumps.
const options = { placeholderData: keepPreviousData, refetchInterval: REFRESH_MS }

export const useEnergy = (query: AnalyticsQuery) =>
  $api.useQuery('get', '/api/admin/analytics/energy', { params: { query } }, options)

export const useSessions = (query: AnalyticsQuery) =>
  $api.useQuery('get', '/api/admin/analytics/sessions', { params: { query } }, options)

export const useUtilisation = (query: OfPlaces) =>
  $api.useQuery('get', '/api/admin/analytics/utilisation', { params: { query } }, options)

export const useUptime = (query: OfPlaces) =>
  $api.useQuery('get', '/api/admin/analytics/uptime', { params: { query } }, options)

export const usePower = (query: OfPlaces) =>
  $api.useQuery('get', '/api/admin/analytics/power', { params: { query } }, options)

export const useOutages = (id: string, { from, to }: Moments) =>
  $api.useQuery('get', '/api/admin/chargers/{id}/outages', {
    params: { path: { id }, query: { from, to } },
  })

/** With the mark by which spreadsheets know UTF-8. */
const CSV = { format: 'csv', bom: true } as const

const energyCsv = (query: AnalyticsQuery) =>
  api.GET('/api/admin/analytics/energy', { params: { query: { ...query, ...CSV } }, parseAs: 'blob' })
const sessionsCsv = (query: AnalyticsQuery) =>
  api.GET('/api/admin/analytics/sessions', { params: { query: { ...query, ...CSV } }, parseAs: 'blob' })
const utilisationCsv = (query: OfPlaces) =>
  api.GET('/api/admin/analytics/utilisation', { params: { query: { ...query, ...CSV } }, parseAs: 'blob' })
const uptimeCsv = (query: OfPlaces) =>
  api.GET('/api/admin/analytics/uptime', { params: { query: { ...query, ...CSV } }, parseAs: 'blob' })
const powerCsv = (query: OfPlaces) =>
  api.GET('/api/admin/analytics/power', { params: { query: { ...query, ...CSV } }, parseAs: 'blob' })

/** What a section shows, as the server's own CSV file. */
export const fetchCsv = {
  energy: energyCsv,
  sessions: sessionsCsv,
  utilisation: utilisationCsv,
  uptime: uptimeCsv,
  power: powerCsv,
}

export const outagesCsv = (id: string, query: Moments) =>
  api.GET('/api/admin/chargers/{id}/outages', {
    params: { path: { id }, query: { ...query, ...CSV, tz: viewerZone() } },
    parseAs: 'blob',
  })
