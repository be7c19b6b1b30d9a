import { describe, expect, it } from 'vitest'

import { boundsOf, clusters, isWithin, project, widen } from '@/lib/clusters'

const place = (id: string, latitude: number, longitude: number) => ({ id, latitude, longitude })
const HAMBURG = place('hamburg', 53.55, 10)
const ALTONA = place('altona', 53.551, 10.001)
const SYDNEY = place('sydney', -33.87, 151.21)

describe('clusters', () => {
  it('joins what would cover each other, and only that', () => {
    const found = clusters([HAMBURG, ALTONA, SYDNEY], 3)
    expect(found.map(({ members }) => members.map(({ id }) => id))).toEqual([
      ['hamburg', 'altona'],
      ['sydney'],
    ])
  })

  it('lets them go when one looks nearer', () => {
    expect(clusters([HAMBURG, ALTONA], 17)).toHaveLength(2)
  })

  it('joins across the edges of its own grid', () => {
    // 24 pixels of longitude at zoom 0 on either side of a cell's edge, at 48 pixels.
    const at = (x: number) => place(String(x), 0, (x / 512 - 0.5) * 360)
    expect(clusters([at(40), at(56)], 0)).toHaveLength(1)
    expect(clusters([at(40), at(90)], 0)).toHaveLength(2)
  })

  it('stands in the middle of its members and keeps the name of the first', () => {
    const [group] = clusters([HAMBURG, ALTONA], 3)
    expect(group).toMatchObject({ id: 'hamburg', latitude: 53.5505 })
  })

  it('takes thousands in a moment', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      place(String(index), (index % 100) - 50, Math.floor(index / 100) - 50),
    )
    const found = clusters(many, 2)
    expect(found.length).toBeLessThan(many.length)
    expect(found.reduce((sum, { members }) => sum + members.length, 0)).toBe(many.length)
  })
})

it('projects as MapLibre does', () => {
  expect(project({ latitude: 0, longitude: 0 }, 0)).toEqual({ x: 256, y: 256 })
  expect(project({ latitude: 0, longitude: 180 }, 1).x).toBe(1024)
})

it('knows the bounds of places', () => {
  expect(boundsOf([])).toBeNull()
  expect(boundsOf([HAMBURG, SYDNEY])).toEqual([10, -33.87, 151.21, 53.55])
  expect(widen([0, 0, 10, 20], 0.5)).toEqual([-5, -10, 15, 30])
  expect(isWithin(HAMBURG, [0, 50, 20, 60])).toBe(true)
  expect(isWithin(SYDNEY, [0, 50, 20, 60])).toBe(false)
})
