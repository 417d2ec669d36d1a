FROM node:20-bookworm-slim
WORKDIR /galley
# Packages first: they change more seldom than sources, and this layer is then reused.
COPY package.json package-lock.json ./
COPY shared/package.json shared/
COPY printer/package.json printer/
COPY server/package.json server/
COPY desktop/package.json desktop/
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build
USER node
ENV NODE_ENV=production
EXPOSE 8080
# Not through npm, which would keep the signal to stop from the server.
# A large nursery: what a push or a batch makes is garbage a moment later, and should die young.
CMD ["node", "--max-semi-space-size=64", "--import", "tsx", "server/src/main.ts"]
