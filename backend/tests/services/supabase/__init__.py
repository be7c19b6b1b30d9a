"""A stand-in of a Supabase project: its accounts by Supabase's own rules, at Supabase's own addresses.

It shares no rules with the accounts under test. What it does is what Supabase documents, and what its open server does
with the settings of a new project: addresses are to be confirmed, no letter is sent, passwords have six characters, a
refresh token may be used again within the reuse interval, thirty requests of a kind fit into the bucket of an address.
"""

from tests.services.supabase.keys import ApiKeys, SigningKeys
from tests.services.supabase.project import SupabaseProject, running

__all__ = ["ApiKeys", "SigningKeys", "SupabaseProject", "running"]
