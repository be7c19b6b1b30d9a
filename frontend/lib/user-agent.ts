import { t } from '@/lib/i18n'

/** The first that fits: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari. */
const BROWSERS: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

const named = (agent: string, names: [RegExp, string][]) => names.find(([shape]) => shape.test(agent))?.[1]

/** "Firefox on Windows"; a program by its own name, such as "curl". */
export function userAgentWords(agent: string | null): string {
  if (!agent) return t('Unknown device')
  const [browser, system] = [named(agent, BROWSERS), named(agent, SYSTEMS)]
  if (browser) return system ? t('{browser} on {system}', { browser, system }) : browser
  return agent.split(/[/ ]/)[0] ?? agent
}
