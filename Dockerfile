# Builds with Node for the browser's assets, runs without either SDK or Node.
# By exact version, which is also the one that the lock files were made with.
FROM mcr.microsoft.com/dotnet/sdk:10.0.401 AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet restore src/RewardBench2.Web --locked-mode && dotnet publish src/RewardBench2.Web -c Release --no-restore -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0.12
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app .
# The results database and the keys that protect secrets outlive the container here.
RUN mkdir /data && chown "$APP_UID" /data
VOLUME /data
ENV ConnectionStrings__RewardBench="Data Source=/data/rewardbench2.db" ASPNETCORE_URLS="http://+:8080"
EXPOSE 8080
USER $APP_UID
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD curl --fail --silent http://localhost:8080/healthz || exit 1
ENTRYPOINT ["dotnet", "RewardBench2.Web.dll"]
