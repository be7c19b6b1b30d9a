import { describe, expect, it } from 'vitest'

import { toCsv } from '@/lib/csv'

describe('toCsv', () => {
  it('quotes what needs it', () => {
    expect(
      toCsv(
        ['a', 'b'],
        [
          ['x,"y"', 1],
          [null, true],
        ],
      ),
    ).toBe('a,b\r\n"x,""y""",1\r\n,true\r\n')
  })

  it('does not let a cell run as a formula', () => {
    expect(toCsv(['tag'], [['=HYPERLINK("x")'], ['@a']])).toBe('tag\r\n"\'=HYPERLINK(""x"")"\r\n\'@a\r\n')
  })

  it('leaves negative numbers numbers', () => expect(toCsv(['w'], [[-5]])).toBe('w\r\n-5\r\n'))
})
