"""Who hears of it: events for dashboards, questions between nodes, and who holds which charger."""
