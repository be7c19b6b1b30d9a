import { formatNumber, formatPercent, formatPower, formatRegister } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
import { listOf, numberOf, objectOf, textOf, type Payload } from '@/lib/ocpp/values'

/** OCPP 1.6, 7.31: a sample without a measurand is of this register. */
const REGISTER = 'Energy.Active.Import.Register'

const MEASURANDS: Record<string, string> = msg({
  [REGISTER]: 'Meter register',
  'Energy.Active.Export.Register': 'Register of energy given back',
  'Energy.Reactive.Import.Register': 'Register of reactive energy',
  'Energy.Reactive.Export.Register': 'Register of reactive energy given back',
  'Energy.Active.Import.Interval': 'Energy in the interval',
  'Energy.Active.Export.Interval': 'Energy given back in the interval',
  'Energy.Reactive.Import.Interval': 'Reactive energy in the interval',
  'Energy.Reactive.Export.Interval': 'Reactive energy given back in the interval',
  'Power.Active.Import': 'Power to the car',
  'Power.Active.Export': 'Power from the car',
  'Power.Offered': 'Power offered to the car',
  'Power.Reactive.Import': 'Reactive power to the car',
  'Power.Reactive.Export': 'Reactive power from the car',
  'Power.Factor': 'Power factor',
  'Current.Import': 'Current to the car',
  'Current.Export': 'Current from the car',
  'Current.Offered': 'Current offered to the car',
  Voltage: 'Voltage',
  Frequency: 'Grid frequency',
  Temperature: 'Temperature inside the charger',
  SoC: 'Battery of the car',
  RPM: 'Fan speed',
})

const CONTEXTS: Record<string, string> = msg({
  'Transaction.Begin': 'at the start',
  'Transaction.End': 'at the end',
  'Interruption.Begin': 'as an interruption began',
  'Interruption.End': 'as an interruption ended',
  'Sample.Clock': 'on the clock',
  Trigger: 'because we asked',
  Other: 'for another reason',
})

const DEFAULT_UNITS: [prefix: string, unit: string][] = [
  ['Energy.Active', 'Wh'],
  ['Energy.Reactive', 'varh'],
  ['Power.Factor', ''],
  ['Power.Reactive', 'var'],
  ['Power', 'W'],
  ['Current', 'A'],
  ['Voltage', 'V'],
  ['SoC', 'Percent'],
  ['Frequency', 'Hertz'],
  ['Temperature', 'Celsius'],
]

const UNIT_WORDS: Record<string, string> = {
  Percent: '%',
  Hertz: 'Hz',
  Celsius: '°C',
  Celcius: '°C',
  Fahrenheit: '°F',
}

export interface Reading {
  measurand: string
  phase: string | null
  context: string
  /** Null for what is no number, such as signed data. */
  value: number | null
  unit: string
}

export function readingOf(sample: Payload): Reading {
  const measurand = textOf(sample['measurand']) ?? REGISTER
  const byDefault = DEFAULT_UNITS.find(([prefix]) => measurand.startsWith(prefix))?.[1] ?? ''
  const signed = sample['format'] === 'SignedData'
  return {
    measurand,
    phase: textOf(sample['phase']),
    context: textOf(sample['context']) ?? 'Sample.Periodic',
    value: signed ? null : numberOf(sample['value']),
    unit: textOf(sample['unit']) ?? byDefault,
  }
}

/** "86.1 kW", "18,239,640 Wh", "68 %". */
export function formatReading({ value, unit }: Reading): string {
  if (value === null) return t('no number')
  if (unit === 'W') return formatPower(value)
  if (unit === 'kW') return formatPower(value * 1000)
  if (unit === 'Wh') return formatRegister(value)
  if (unit === 'kWh') return formatRegister(value * 1000)
  if (unit === 'Percent') return formatPercent(value)
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : 1
  return `${formatNumber(value, digits)} ${UNIT_WORDS[unit] ?? unit}`.trim()
}

/** "Power to the car: 86.1 kW", "Voltage, phase L1: 230 V, at the start". */
export function explainSample(sample: Payload): string {
  const reading = readingOf(sample)
  const context = CONTEXTS[reading.context]
  const signed = sample['format'] === 'SignedData'
  const name = [
    t(MEASURANDS[reading.measurand] ?? reading.measurand),
    reading.phase && t('phase {phase}', { phase: reading.phase }),
  ]
  const value = [signed ? t('a signed record of the meter') : formatReading(reading), context && t(context)]
  return [name, value].map((parts) => parts.filter(Boolean).join(', ')).join(': ')
}

/** The figures of the last set of samples, those that an operator asks for first. */
export function summarizeSamples(meterValue: unknown): string {
  const sets = listOf(meterValue)
  const samples = listOf(objectOf(sets.at(-1))['sampledValue']).map((sample) => readingOf(objectOf(sample)))
  const whole = (measurand: string) =>
    samples.find((sample) => sample.measurand === measurand && sample.phase === null && sample.value !== null)
  const highest = (measurand: string) =>
    whole(measurand) ??
    samples
      .filter((sample) => sample.measurand === measurand && sample.value !== null)
      .sort((a, b) => (b.value ?? 0) - (a.value ?? 0))[0]
  const battery = whole('SoC')
  const figures = [whole('Power.Active.Import'), highest('Current.Import'), highest('Voltage')].flatMap(
    (reading) => (reading ? [formatReading(reading)] : []),
  )
  if (battery) figures.push(t('battery {percent}', { percent: formatReading(battery) }))
  const register = whole(REGISTER)
  if (figures.length === 0 && register)
    figures.push(t('register {value}', { value: formatReading(register) }))
  if (figures.length > 0) return figures.join(', ')
  return t('{count, plural, one {# sample} other {# samples}}', { count: samples.length })
}
