# syntax=docker/dockerfile:1
# One image: the server, and the dashboard that it serves. docs/deployment/docker.md says how to run it.

FROM node:24-bookworm-slim AS dashboard
ENV NEXT_TELEMETRY_DISABLED=1
WORKDIR /build/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY frontend/ ./
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
COPY backend/requirements.txt ./
# Wheels only: the runtime has no compiler, and nothing that is not locked by its hash gets in.
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.txt

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    PORT=8000 \
    DATA_DIR=/data
RUN useradd --system --user-group --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin csms \
    && install -d -o csms -g csms -m 0700 /data
COPY --from=packages /venv /venv
WORKDIR /app/backend
COPY backend/main.py ./
COPY backend/csms/ csms/
# Beforehand: the file system may be read-only when the server runs.
RUN python -m compileall -q csms main.py
COPY --from=dashboard /build/frontend/out/ /app/frontend/out/
USER 10001
VOLUME /data
EXPOSE 8000
# Liveness: a database that is away for a moment is no reason to cut off every charger.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health', timeout=4)"]
# Without a shell between them, SIGTERM reaches the server: it says good-bye to its chargers, within 15 seconds.
STOPSIGNAL SIGTERM
CMD ["python", "main.py"]
