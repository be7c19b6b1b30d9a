"""The answer that is a receipt."""

import asyncio
from datetime import tzinfo
from uuid import UUID

from fastapi import Response

from csms.api.receipts.content import content
from csms.api.receipts.page import render
from csms.api.responses import Responses
from csms.config import Settings
from csms.store import receipts

PDF = "application/pdf"
RECEIPT: Responses = {200: {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}}


async def receipt_of(transaction_id: UUID, settings: Settings, zone: tzinfo) -> Response:
    """Raises NotFound, and Conflict for a session that has not ended."""
    receipt = await receipts.of(transaction_id)
    said = content(receipt, settings.operator_name or settings.ocpp_cpo_name, zone)
    headers = {"Content-Disposition": f'attachment; filename="receipt-{receipt.number}.pdf"'}
    return Response(
        await asyncio.to_thread(render, said, receipt.stopped_at), media_type=PDF, headers=headers
    )
