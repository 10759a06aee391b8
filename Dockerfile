# The build with the developers' tools; what runs has neither them nor the sources.
FROM node:22-bookworm-slim AS build
WORKDIR /alur
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:22-bookworm-slim
ENV NODE_ENV=production ALUR_DATA=/data
WORKDIR /alur
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
COPY --from=build /alur/dist dist
COPY server/commands/run-built.mjs server/commands/with-v8-flags.mjs server/commands/v8-flags.json server/commands/
RUN install -d -m 700 -o node -g node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["npm", "start"]
