import { EventStreamParser, type StreamEvent } from '@/lib/event-stream'

export type LiveStatus = 'connecting' | 'live' | 'waiting' | 'ended'

interface LiveOptions {
  url: string
  /** A fresh access token, or null when nobody is signed in. */
  token: () => Promise<string | null>
  onEvent: (event: StreamEvent) => void
  /** A stream opened that does not continue an earlier one: what was fetched before may be stale. */
  onFresh: () => void
  onStatus: (status: LiveStatus) => void
  /** The server does not accept the session any more. */
  onRefused: () => void
}

// The server sends a comment every 15 s; three of them missing means a dead connection that TCP has not noticed.
const SILENCE_MS = 45_000
const BACKOFF_MIN_MS = 500
const BACKOFF_MAX_MS = 30_000
// A server that accepts and hangs up at once must not be asked again at once for ever.
const STABLE_MS = 5_000

/** Full jitter: after an outage, a thousand open tabs must not come back in the same second. */
export function backoff(attempt: number, random = Math.random()): number {
  const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** attempt)
  return BACKOFF_MIN_MS / 2 + random * (ceiling - BACKOFF_MIN_MS / 2)
}

/** The `exp` of a JWT in ms; a token of another form never expires here, the server decides. */
export function tokenExpiry(token: string): number {
  const payload = token.split('.')[1]
  if (!payload) return Infinity
  const claims = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/'))) as { exp?: number }
  return claims.exp ? claims.exp * 1000 : Infinity
}

// A call, because the signal changes while we wait, which narrowing does not see.
const stopped = (signal: AbortSignal): boolean => signal.aborted

/** Until the time is up, or the browser has its network back, or nobody waits any more. */
const wait = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer)
      window.removeEventListener('online', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    window.addEventListener('online', done)
    signal.addEventListener('abort', done)
  })

/**
 * The tab's one event stream. fetch instead of EventSource, because only fetch can send the Bearer header.
 * Reconnects for as long as `signal` is not aborted, resuming after the last event it saw. Ends when the
 * token of the moment expires (the next connection brings a new one) or when nobody is signed in any more.
 */
export async function runLive(options: LiveOptions, signal: AbortSignal): Promise<void> {
  let lastId: string | null = null
  let attempt = 0
  options.onStatus('connecting')
  while (!stopped(signal)) {
    const token = await options.token()
    if (!token) break
    const connection = new Connection(options, token, signal)
    const openFor = await connection.run(lastId)
    lastId = connection.lastId
    attempt = openFor > STABLE_MS ? 0 : attempt + 1
    if (connection.refused) {
      options.onRefused()
      break
    }
    if (!stopped(signal)) options.onStatus('waiting')
    await wait(backoff(attempt), signal)
  }
  if (!stopped(signal)) options.onStatus('ended')
}

/** One request of the stream, from its headers to its end. */
class Connection {
  lastId: string | null = null
  refused = false
  private readonly abort = new AbortController()
  private silence: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly options: LiveOptions,
    private readonly token: string,
    private readonly outer: AbortSignal,
  ) {}

  /** How long the stream was open, in ms; 0 when it never was. */
  async run(lastId: string | null): Promise<number> {
    this.lastId = lastId
    const stop = () => this.abort.abort()
    this.outer.addEventListener('abort', stop)
    // A browser without a network leaves an open stream as it is: nothing would come, and nobody would say so.
    window.addEventListener('offline', stop)
    const life = Math.min(tokenExpiry(this.token) - Date.now(), 2 ** 31 - 1)
    const expiry = setTimeout(stop, Math.max(0, life))
    let openedAt = 0
    try {
      const response = await this.open()
      if (response.ok) openedAt = Date.now()
      this.refused = response.status === 401 || response.status === 403
      if (response.ok && response.body) await this.read(response.body)
    } catch (error) {
      // A lost connection is the normal end of a stream; anything else is a bug and must be seen.
      if (!isDisconnect(error)) throw error
    } finally {
      clearTimeout(expiry)
      clearTimeout(this.silence)
      this.outer.removeEventListener('abort', stop)
      window.removeEventListener('offline', stop)
      stop()
    }
    return openedAt && Date.now() - openedAt
  }

  private open(): Promise<Response> {
    const headers: Record<string, string> = {
      Accept: 'text/event-stream',
      Authorization: `Bearer ${this.token}`,
    }
    if (this.lastId) headers['Last-Event-ID'] = this.lastId
    this.heard()
    return fetch(this.options.url, { headers, cache: 'no-store', signal: this.abort.signal })
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const parser = new EventStreamParser()
    const reader = body.getReader()
    const decoder = new TextDecoder()
    this.options.onStatus('live')
    if (!this.lastId) this.options.onFresh()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      this.heard()
      for (const event of parser.push(decoder.decode(value, { stream: true }))) this.hand(event)
    }
  }

  private hand(event: StreamEvent): void {
    this.lastId = event.id ?? this.lastId
    this.options.onEvent(event)
  }

  private heard(): void {
    clearTimeout(this.silence)
    this.silence = setTimeout(() => this.abort.abort(), SILENCE_MS)
  }
}

function isDisconnect(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && error.name === 'AbortError')
}
