"""The database: Tortoise models, migrations, every query, and the journal's durable group commit."""
