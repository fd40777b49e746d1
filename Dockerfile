# Two stages: the first builds a virtual environment, the second holds nothing else.

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
COPY requirements/run.txt requirements/build.txt requirements/
RUN python -m venv /rolecall \
    && /rolecall/bin/pip install --require-hashes --no-deps -r requirements/run.txt \
    && python -m pip install --require-hashes --no-deps -r requirements/build.txt
COPY pyproject.toml README.md LICENSE ./
COPY knowledge knowledge
COPY intents intents
COPY bot bot
COPY tests/content/questions tests/content/questions
RUN python -m pip wheel --no-deps --no-build-isolation --wheel-dir dist . \
    && /rolecall/bin/pip install --no-deps dist/*.whl
# Train the classifier now, so that a container starts at once and may have a read-only disk.
RUN CACHE_DIR=/rolecall/cache /rolecall/bin/rolecall ask "hello" > /dev/null

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home rolecall \
    && mkdir /var/lib/rolecall && chown rolecall /var/lib/rolecall
COPY --from=build /rolecall /rolecall
ENV PATH=/rolecall/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    CACHE_DIR=/rolecall/cache \
    HEALTH_FILE=/tmp/rolecall-health
WORKDIR /var/lib/rolecall
USER rolecall
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["rolecall", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["rolecall"]
CMD ["run"]
