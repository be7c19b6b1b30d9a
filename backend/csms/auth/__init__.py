"""Who may: people (embedded accounts in the wire format of Supabase Auth) and charger credentials."""
