'use client'

import { CornerDownRightIcon, ListFilterIcon } from 'lucide-react'
import { useState, type ReactNode } from 'react'

import { CopyButton } from '@/components/copy-button'
import { ExplainedJson } from '@/components/messages/explained-json'
import { StatusIcon } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Tabs, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { formatExact } from '@/lib/format'
import { rich, t } from '@/lib/i18n'
import { elapsed, type Exchange } from '@/lib/ocpp/exchanges'
import { explainFrame } from '@/lib/ocpp/explain'
import { useAnswer } from '@/lib/queries/messages'
import { breachWords } from '@/lib/said'
import type { Charger, Message } from '@/lib/types'
import { formatElapsedMs, purposeOf } from '@/components/messages/message-words'

interface MessageDetailProps {
  charger: Charger
  exchange: Exchange
  onAction: (action: string) => void
}

/** An open row: the frame explained line by line or raw, and the answer below it. */
export function MessageDetail({ charger, exchange, onAction }: MessageDetailProps) {
  const { message } = exchange
  const [raw, setRaw] = useState(false)
  const found = useAnswer(charger.id, message, exchange.answer === null)
  const answer = exchange.answer ?? found
  return (
    <div className="bg-card whitespace-normal">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-2">
        <Tabs value={raw ? 'raw' : 'explained'} onValueChange={(value) => setRaw(value === 'raw')}>
          <TabsList aria-label={t('How it is shown')}>
            <TabsTrigger value="explained">{t('Explained')}</TabsTrigger>
            <TabsTrigger value="raw">{t('Raw')}</TabsTrigger>
          </TabsList>
        </Tabs>
        <p className="min-w-48 flex-1 text-muted-foreground" title={formatExact(message.at)}>
          {purposeOf(exchange)}
        </p>
        <span className="flex">
          <CopyButton variant="ghost" size="default" value={message.raw} what="JSON" />
          {message.action && (
            <Button variant="ghost" onClick={() => onAction(message.action ?? '')}>
              <ListFilterIcon /> {t('All {action}', { action: message.action })}
            </Button>
          )}
        </span>
      </div>
      <Frame message={message} refused={answer?.type === 'CALLERROR'} raw={raw} charger={charger} />
      {answer && <Answer message={message} answer={answer} raw={raw} charger={charger} />}
    </div>
  )
}

interface FrameProps {
  message: Message
  refused: boolean
  raw: boolean
  charger: Charger
}

function Frame({ message, refused, raw, charger }: FrameProps) {
  const lines = raw ? null : explainFrame(message)
  if (lines) return <ExplainedJson lines={lines} refused={refused} chargePointId={charger.charge_point_id} />
  return (
    <>
      {message.violations.map((violation) => (
        <p
          key={`${violation.rule} ${violation.message}`}
          className="flex gap-2 bg-suspended-soft/60 px-4 py-2"
        >
          <StatusIcon status="rule-broken" className="mt-0.5" /> {breachWords(violation)}
        </p>
      ))}
      <pre className="max-h-96 overflow-auto px-4 py-3 font-mono text-xs leading-5 wrap-anywhere whitespace-pre-wrap">
        {message.raw}
      </pre>
    </>
  )
}

const INLINE = 100
const size = (text: string) => new TextEncoder().encode(text).length

function answeredAfter(answer: Message, received: boolean, took: number | null): ReactNode {
  const values = {
    time: took === null ? '–' : formatElapsedMs(took),
    b: (text: ReactNode) => <span className="font-medium text-foreground tabular-nums">{text}</span>,
  }
  if (answer.type === 'CALLERROR') return rich('Refused after <b>{time}</b>', values)
  if (received && answer.type === 'CALLRESULT')
    return rich('Answered after <b>{time}</b>, once stored', values)
  return rich('Answered after <b>{time}</b>', values)
}

function Answer({ message, answer, raw, charger }: Omit<FrameProps, 'refused'> & { answer: Message }) {
  const short = answer.raw.length <= INLINE && answer.violations.length === 0
  const took = elapsed(message, answer)
  const received = message.direction === 'in'
  const sizes = { request: size(message.raw), answer: size(answer.raw) }
  return (
    <div className="border-t">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-4 py-2.5">
        <CornerDownRightIcon aria-hidden="true" className="size-4 text-muted-foreground" />
        <span className="text-muted-foreground">
          {answeredAfter(answer, received, took)}
          {short && ':'}
        </span>
        {short && <code className="font-mono text-xs wrap-anywhere">{answer.raw}</code>}
        <span className="ml-auto text-muted-foreground tabular-nums">
          {received
            ? t('In {request} bytes, out {answer} bytes', sizes)
            : t('Out {request} bytes, in {answer} bytes', sizes)}
        </span>
      </div>
      {!short && (
        <div className="max-h-120 overflow-y-auto border-t">
          <Frame message={answer} refused={false} raw={raw} charger={charger} />
        </div>
      )}
    </div>
  )
}
