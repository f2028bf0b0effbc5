"""${message}

Rules of a step (a test holds each):
- It runs on SQLite and on PostgreSQL, on tables full of rows, and loses none of them.
- Add its revision to REVISIONS in app.store.migrations; change the models to match.
- On SQLite a column is changed in a batch, which rebuilds the table: its triggers are gone then. Call
  app.store.migrations.triggers again for ledger, audit and photos.
- Foreign keys are off while it runs; afterwards every row is checked.
- There is no way back: a backup is taken before.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
