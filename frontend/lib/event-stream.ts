/** One event of a server-sent event stream (HTML Standard, 9.2.6). */
export interface StreamEvent {
  id: string | null
  event: string
  data: string
}

/**
 * Turns chunks of text into events; keeps what is incomplete for the next chunk. Comments (`: ping`) only
 * show that the stream lives and yield nothing.
 */
export class EventStreamParser {
  private rest = ''
  private id: string | null = null
  private event = ''
  private data: string[] = []

  push(chunk: string): StreamEvent[] {
    const text = this.rest + chunk
    // A chunk may end between CR and LF: leave a final CR for the next one to decide.
    const usable = text.endsWith('\r') ? text.length - 1 : text.length
    const lines = text.slice(0, usable).split(/\r\n|\n|\r/)
    this.rest = (lines.pop() ?? '') + text.slice(usable)
    return lines.flatMap((line) => this.line(line))
  }

  private line(line: string): StreamEvent[] {
    if (line === '') return this.dispatch()
    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') this.event = value
    else if (field === 'data') this.data.push(value)
    else if (field === 'id' && !value.includes('\0')) this.id = value
    return []
  }

  private dispatch(): StreamEvent[] {
    const events =
      this.data.length > 0
        ? [{ id: this.id, event: this.event || 'message', data: this.data.join('\n') }]
        : []
    this.event = ''
    this.data = []
    return events
  }
}
