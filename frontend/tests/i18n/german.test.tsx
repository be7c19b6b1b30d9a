import { screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { ChargerFrame } from '@/components/chargers/detail/charger-frame'
import { OverviewTab } from '@/components/chargers/detail/overview-tab'
import { CommandLife } from '@/components/commands/command-life'
import { AttentionEntry } from '@/components/overview/attention-entry'
import { CertificateState } from '@/components/security/certificate-columns'
import { stationStateOptions } from '@/components/stations/station-filters'
import { EvidenceList } from '@/components/transactions/evidence-list'
import { TransactionsPage } from '@/components/transactions/transactions-page'
import { speak } from '@/lib/i18n'
import { explainFrame } from '@/lib/ocpp/explain'
import { summarize } from '@/lib/ocpp/summary'
import { connectorStatusWords } from '@/lib/status'
import type { ChargerCertificate, Command, Evidence, Transaction } from '@/lib/types'
import { fakeServer } from '@/tests/fake-server'
import { attention, chargers, stations } from '@/tests/fixtures/data.mjs'
import { renderPage } from '@/tests/render'

const charger = chargers.find(({ online, connectors }) => online && connectors.some((c) => c.transaction))
if (!charger) throw new Error('No charger of the fixtures charges')

vi.mock('next/navigation', () => ({
  useRouter: () => ({ push: vi.fn() }),
  usePathname: () => `/chargers/${charger.id}`,
}))

const SENT = '2026-11-19T11:03:04.000Z'
const COMMAND: Command = {
  id: 'c1',
  charger_id: charger.id,
  action: 'RemoteStartTransaction',
  request: { idTag: 'NL-TNM-000481', connectorId: 1 },
  state: 'answered',
  response: { status: 'Accepted' },
  error: null,
  requested_by: 'ines.vogel@hafenpark.example',
  created_at: SENT,
  sent_at: SENT,
  finished_at: '2026-11-19T11:03:04.400Z',
  outcome: 'transaction_started',
  outcome_at: '2026-11-19T11:03:07.100Z',
  expires_at: null,
  transaction: 't1',
  transaction_id: 18391,
}
const TRANSACTION: Transaction = {
  id: 'tx-18342',
  transaction_id: 18342,
  charger_id: charger.id,
  charge_point_id: charger.charge_point_id,
  connector_id: 1,
  station_id: null,
  station_name: 'Rathausgarage',
  id_tag: '04C7E1A20B55',
  parent_id_tag: null,
  meter_start: 18_204_310,
  meter_stop: 18_239_230,
  energy_wh: 34_920,
  power_w: null,
  max_power_w: 22_000,
  soc_percent: null,
  started_at: '2026-11-19T06:48:10Z',
  stopped_at: '2026-11-19T09:37:12Z',
  stop_reason: 'EVDisconnected',
  state: 'completed',
  flags: [],
}
const list = (...items: unknown[]) => ({ body: { items, next_cursor: null } })

beforeEach(async () => {
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  }))
  fakeServer({
    [`GET /api/admin/chargers/${charger.id}`]: () => ({ body: charger }),
    [`GET /api/admin/chargers/${charger.id}/commands`]: () => list(COMMAND),
    'GET /api/admin/transactions': () => list(TRANSACTION),
    'GET /api/admin/transactions/summary': () => ({
      body: { count: 1204, energy_wh: 34_920, duration_s: 10_142, suspect: 0 },
    }),
    'GET /api/admin/stations': () => list(...stations),
    'GET /api/admin/chargers': () => list(...chargers),
    'GET /api/admin/id-tags': () => list(),
  })
  await speak('de')
})
afterEach(() => speak('en'))

it('shows the charger’s page', async () => {
  renderPage(
    <ChargerFrame>
      <OverviewTab />
    </ChargerFrame>,
  )
  expect(await screen.findByRole('button', { name: 'Anschluss entriegeln' })).toBeVisible()
  expect(screen.getAllByRole('button', { name: 'Laden beenden' })[0]).toBeVisible()
  expect(screen.getAllByText(/^Ladevorgang \d+$/)[0]).toBeVisible()
  const tabs = screen.getByRole('navigation', { name: 'Ladestation' })
  expect(within(tabs).getAllByRole('link').slice(0, 2)).toMatchObject([
    { textContent: 'Übersicht' },
    { textContent: 'Befehle' },
  ])
  const earlier = await screen.findByRole('table', { name: 'Frühere Ladevorgänge' })
  expect(await within(earlier).findByText('34,9 kWh')).toBeVisible()
  expect(within(earlier).getByText('Kabel gezogen')).toBeVisible()
})

it('shows the transactions’ table', async () => {
  renderPage(<TransactionsPage />)
  const table = screen.getByRole('table', { name: 'Ladevorgänge' })
  const heads = within(table).getAllByRole('columnheader')
  expect(heads.map(({ textContent }) => textContent)).toEqual([
    'Ladevorgang',
    'Zustand',
    'Anschluss',
    'Standort',
    'ID-Tag',
    'Beginn',
    'Dauer',
    'Höchste Leistung',
    'Energie',
    'Beendet durch',
  ])
  expect(await within(table).findByText('22,0 kW')).toBeVisible()
  expect(await screen.findByText('1.204')).toBeVisible()
})

it('names what stations and connectors can be', () => {
  expect(stationStateOptions().map(({ label }) => label)).toEqual([
    'Gestört',
    'Offline',
    'Lädt',
    'Online',
    'Nie gesehen',
    'Keine Ladestation',
  ])
  expect(connectorStatusWords('SuspendedEV', true)).toBe('Vom Auto pausiert')
  expect(connectorStatusWords('Preparing', true)).toBe('Vorbereitung')
})

it('tells a command’s life', () => {
  renderPage(<CommandLife command={COMMAND} />)
  const life = screen.getByRole('article', { name: 'Laden starten, Anschluss 1' })
  expect(within(life).getByText(/^Ines Vogel, .*, ID-Tag NL-TNM-000481$/)).toBeVisible()
  expect(within(life).getAllByRole('listitem')).toMatchObject([
    { textContent: 'Gesendet12:03:04' },
    { textContent: 'Von der Ladestation angenommen+0,4 s' },
    { textContent: 'Ladevorgang 18391 begonnen+3,1 s' },
  ])
})

it('says what the server says: what needs somebody', () => {
  renderPage(attention.map((item) => <AttentionEntry key={item.id} item={item} />))
  const entries = screen.getAllByRole('listitem').map((entry) => entry.textContent)
  expect(entries[0]).toContain(
    'CP-0023, Anschluss 1: GroundFailureFehlerstrom gefunden, der Strom ist aus. Second time this week. Lindenhof.',
  )
  expect(entries[1]).toContain(
    'CP-0017 schweigt seit 12 minDort lud FLEET-VAN-08, bis dahin 8,3 kWh. Der Ladevorgang geht ohne uns weiter.',
  )
  expect(entries[2]).toContain(
    'CP-0O42 abgewiesen. War CP-0042 gemeint?Buchstabe O anstelle einer Null. 14 Versuche von 10.20.4.61;',
  )
  expect(entries[3]).toContain('Der Endwert liegt 0,41 kWh unter dem letzten Messwert.')
})

it('says what the server says: why a certificate was not signed', () => {
  const values = { part: 'CN', found: "'CP-2'", wanted: "'CP-1'" }
  const certificate: ChargerCertificate = {
    id: 'z1',
    charger_id: charger.id,
    charge_point_id: charger.charge_point_id,
    state: 'failed',
    common_name: 'CP-1',
    serial_number: null,
    fingerprint: null,
    not_before: null,
    not_after: null,
    chain: null,
    detail: 'its CN is …',
    said: { text: 'its {part} is {found}, not {wanted}', values },
    requested_at: SENT,
    updated_at: SENT,
  }
  renderPage(<CertificateState certificate={certificate} />)
  expect(screen.getByTitle("CN ist 'CP-2', nicht 'CP-1'")).toBeVisible()
})

it('says what the server says: what a record rests on', () => {
  const piece = { at: SENT, register_wh: null, count: null, message: null, detail: 'English' }
  const often = { text: 'every {seconds} s', values: { seconds: 60 } }
  const evidence: Evidence[] = [
    {
      ...piece,
      kind: 'meter_values',
      said: {
        text: '{often}, falling {times, plural, one {once} other {# times}}',
        values: { often, times: 2 },
      },
    },
    {
      ...piece,
      kind: 'clock',
      said: { text: '{seconds} s behind ours', values: { seconds: { number: 1.4, digits: 1 } } },
    },
    {
      ...piece,
      kind: 'started',
      said: { text: 'Tag {tag}: {verdict}', values: { tag: '04C7', verdict: 'Accepted' } },
    },
  ]
  renderPage(<EvidenceList transaction={{ ...TRANSACTION, evidence }} />)
  expect(screen.getByText('12:03:04, alle 60 s, 2-mal fallend')).toBeVisible()
  expect(screen.getByText('12:03:04, geht 1,4 s nach')).toBeVisible()
  expect(screen.getByText('12:03:04, ID-Tag 04C7: Accepted')).toBeVisible()
})

it('sums up and explains messages, with OCPP’s own words as they are', () => {
  const payload = { connectorId: 2, status: 'Faulted', errorCode: 'GroundFailure' }
  expect(summarize({ action: 'StatusNotification', request: payload })).toBe(
    'Anschluss 2: Faulted, GroundFailure',
  )
  expect(
    summarize({
      action: 'ChangeAvailability',
      request: { connectorId: 1, type: 'Inoperative' },
      response: { status: 'Scheduled' },
    }),
  ).toBe('Nimmt Anschluss 1 außer Betrieb: Scheduled')
  const lines = explainFrame({
    type: 'CALL',
    action: 'StatusNotification',
    raw: JSON.stringify([2, '7', 'StatusNotification', payload]),
    at: SENT,
    direction: 'in',
    violations: [],
  })
  expect(lines?.map(({ explanation }) => explanation)).toEqual([
    'Eine Anfrage, ihre Nachrichtennummer und ihre Aktion',
    'Anschluss 2',
    'Defekt, kein Ladevorgang kann beginnen',
    'Fehlerstrom gefunden',
    null,
  ])
})
