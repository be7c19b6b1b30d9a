/** Natural Earth as TopoJSON. Declared, because inferring the type of so large a file takes the compiler seconds. */
declare module 'world-atlas/countries-50m.json' {
  import type { GeometryCollection, Topology } from 'topojson-specification'

  const atlas: Topology<{ countries: GeometryCollection; land: GeometryCollection }>
  export default atlas
}
