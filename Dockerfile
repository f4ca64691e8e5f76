# The image of portal and worker: the same files, started by two commands (compose.yaml). deploy/README.md says how to run it.
ARG NODE_IMAGE=node:24.21.0-trixie-slim
FROM ${NODE_IMAGE} AS build
WORKDIR /portal
COPY package.json package-lock.json ./
# No package's own script is needed: this Node is the project's, and the embedded PostgreSQL stays outside.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node lib/up/build.ts

FROM ${NODE_IMAGE}
WORKDIR /portal
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
# Owned by root: the processes can read them and write none of them.
COPY --from=build /portal/.next/standalone ./
COPY --from=build /portal/.next/static ./.next/static
COPY --from=build /portal/public ./public
# For a volume with the audit trail's anchors: a new one takes owner and mode from here.
RUN install --directory --mode=700 --owner=65534 --group=65534 /var/lib/portal
USER 65534:65534
EXPOSE 3000
# A worker finishes its call in flight: give it two minutes before it is killed.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "lib/portal/standalone.ts"]
