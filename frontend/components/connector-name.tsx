interface ConnectorNameProps {
  charger: string
  connector: number | null | undefined
}

/** A connector's identity, `CP-0038 / 1`. No tabular figures: Inter would widen the hyphen. */
export function ConnectorName({ charger, connector }: ConnectorNameProps) {
  return (
    <span className="whitespace-nowrap">
      <span className="font-medium">{charger}</span>
      {connector != null && <span className="text-muted-foreground"> / {connector}</span>}
    </span>
  )
}
