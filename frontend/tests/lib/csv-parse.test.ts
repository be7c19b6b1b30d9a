import { describe, expect, it } from 'vitest'

import { toCsv } from '@/lib/csv'
import { parseCsv } from '@/lib/csv-parse'

describe('parseCsv', () => {
  it.each([
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      '\uFEFFa;b\r\n1,5;2\r\n',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'a,b\n"x, ""y""",2',
      [
        ['a', 'b'],
        ['x, "y"', '2'],
      ],
    ],
    ['a\n"two\nlines"\n', [['a'], ['two\nlines']]],
    [
      'a,b\n\n , \n1,\n',
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    ['', []],
  ])('%j', (text, rows) => expect(parseCsv(text)).toEqual(rows))

  it('reads back what is exported', () => {
    const rows = [
      ['x,"y"', 'plain'],
      ['', 'z'],
    ]
    expect(parseCsv(toCsv(['a', 'b'], rows))).toEqual([['a', 'b'], ...rows])
  })
})
