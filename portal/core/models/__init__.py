from portal.core.models.documents import Document
from portal.core.models.jobs import Job
from portal.core.models.moves import Move
from portal.core.models.outbox import Message
from portal.core.models.pictures import Picture
from portal.core.models.rates import ReferenceRate
from portal.core.models.sources import Citation, Source
from portal.core.models.uploads import upload_path

__all__ = [
    "Citation",
    "Document",
    "Job",
    "Message",
    "Move",
    "Picture",
    "ReferenceRate",
    "Source",
    "upload_path",
]
