import { describe, expect, it } from 'vitest'

import { EventStreamParser } from '@/lib/event-stream'

const parse = (...chunks: string[]) => {
  const parser = new EventStreamParser()
  return chunks.flatMap((chunk) => parser.push(chunk))
}

describe('EventStreamParser', () => {
  it('reads name, data and id', () => {
    expect(parse('id: 7\nevent: charger.updated\ndata: {"id":"a"}\n\n')).toEqual([
      { id: '7', event: 'charger.updated', data: '{"id":"a"}' },
    ])
  })

  it('gives the same events however the bytes are cut', () => {
    const text = 'id: 1\r\nevent: a\r\ndata: x\r\n\r\n: ping\n\nid: 2\ndata: y\ndata: z\n\n'
    const whole = parse(text)
    expect(whole).toHaveLength(2)
    for (let cut = 1; cut < text.length; cut += 1) {
      expect(parse(text.slice(0, cut), text.slice(cut))).toEqual(whole)
    }
    expect(parse(...text.split(''))).toEqual(whole)
  })

  it('keeps the id for events that bring none, and forgets the name', () => {
    expect(parse('id: 9\nevent: a\ndata: 1\n\ndata: 2\n\n')).toEqual([
      { id: '9', event: 'a', data: '1' },
      { id: '9', event: 'message', data: '2' },
    ])
  })

  it('hands out nothing for a comment, a retry or an event without data', () => {
    expect(parse(': hello\n\nretry: 3000\n\nevent: a\n\n')).toEqual([])
  })

  it('keeps an unfinished event to itself', () => {
    expect(parse('event: a\ndata: 1\n')).toEqual([])
  })
})
