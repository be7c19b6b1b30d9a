import type { ReactNode } from 'react'

import { StatusIcon } from '@/components/status-badge'
import { rich } from '@/lib/i18n'
import { splitViolation, violationOutcome, type ExplainedLine } from '@/lib/ocpp/explain'
import type { Token } from '@/lib/ocpp/json-lines'
import type { MessageViolation } from '@/lib/types'
import { cn } from '@/lib/utils'

interface ExplainedJsonProps {
  lines: ExplainedLine[]
  /** A strict charger's frame was answered with an error. */
  refused: boolean
  chargePointId: string
}

/** Each line of a frame with its meaning beside it; a broken line is amber across both. */
export function ExplainedJson({ lines, refused, chargePointId }: ExplainedJsonProps) {
  return (
    <ol className="py-2">
      {lines.map((line, index) => (
        <Line key={index} line={line} number={index + 1} refused={refused} chargePointId={chargePointId} />
      ))}
    </ol>
  )
}

interface LineProps extends Omit<ExplainedJsonProps, 'lines'> {
  line: ExplainedLine
  number: number
}

function Line({ line, number, refused, chargePointId }: LineProps) {
  const broken = line.violations.length > 0
  return (
    <li
      className={cn(
        'grid items-stretch md:grid-cols-[minmax(0,1.06fr)_minmax(0,1fr)]',
        broken && 'bg-suspended-soft/60 shadow-[inset_2px_0_0_var(--suspended)]',
      )}
    >
      <div className="flex gap-3 px-4 py-0.75 font-mono text-xs leading-5">
        <span aria-hidden="true" className="w-4 shrink-0 text-right text-muted-foreground select-none">
          {number}
        </span>
        <code
          className="min-w-0 wrap-anywhere whitespace-pre-wrap"
          style={{ paddingLeft: `${line.indent * 1.2}ch` }}
        >
          {line.tokens.map((token, index) => (
            <TokenText key={index} token={token} allowed={line.allowed} />
          ))}
        </code>
      </div>
      <div className="px-4 py-0.75 text-sm max-md:pl-11 md:border-l">
        {broken ? (
          line.violations.map((violation) => (
            <Violation
              key={`${violation.rule} ${violation.path}`}
              violation={violation}
              outcome={violationOutcome(refused, chargePointId)}
            />
          ))
        ) : (
          <span className={cn('block min-h-5', line.path === '' && 'text-muted-foreground')}>
            {line.explanation}
          </span>
        )}
      </div>
    </li>
  )
}

const COLOURS = {
  key: 'text-foreground',
  string: 'text-available',
  number: 'text-charging',
  word: 'text-charging',
  mark: 'text-muted-foreground',
} as const

/** What is too much of a text is underlined. */
function TokenText({ token: { kind, text }, allowed }: { token: Token; allowed: number | null }) {
  const end = allowed === null ? text.length : allowed + 1
  if (kind !== 'string' || end >= text.length - 1) return <span className={COLOURS[kind]}>{text}</span>
  return (
    <span className={COLOURS.string}>
      {text.slice(0, end)}
      <span className="border-b-2 border-suspended">{text.slice(end, -1)}</span>
      {text.slice(-1)}
    </span>
  )
}

function Violation({ violation, outcome }: { violation: MessageViolation; outcome: string }) {
  const { what, where } = splitViolation(violation)
  const parts = {
    what,
    rule: violation.rule,
    b: (text: ReactNode) => <strong className="font-semibold text-foreground">{text}</strong>,
    code: (text: ReactNode) => <code className="font-mono text-xs">{text}</code>,
  }
  return (
    <p className="flex gap-2">
      <StatusIcon status="rule-broken" className="mt-0.5" />
      <span className="text-muted-foreground">
        {where
          ? rich('<b>{what}.</b> {where}, rule <code>{rule}</code>.', { ...parts, where })
          : rich('<b>{what}.</b> Rule <code>{rule}</code>.', parts)}{' '}
        {outcome}
      </span>
    </p>
  )
}
