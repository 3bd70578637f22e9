# The image built with Docker, as the original was:
#
#   docker build -t boot2docker .
#   docker run --rm boot2docker > boot2docker.iso
#
# It takes no privileges. The steps of a build are stages, which Docker caches. With a lock file beside this file
# (./boot2docker lock) a stage runs again when packages of its own step have changed: a new Docker runs the last one only.
# Without one, --build-arg NEWEST=$(date +%F) takes the newest packages. docs/docker.md explains the arguments.
ARG BASE=debian:trixie

# The tool.
FROM $BASE AS tool
ARG MAVEN_MIRROR=
WORKDIR /boot2docker
COPY pom.xml boot2docker ./
COPY .mvn .mvn
COPY setup setup
COPY contract contract
COPY formats formats
COPY debian debian
COPY image image
COPY builder builder
COPY guest guest
COPY machine machine
COPY cli cli
COPY boottest/pom.xml boottest/
COPY fuzz/pom.xml fuzz/
COPY distro/keys distro/keys
RUN setup/maven-mirror "$MAVEN_MIRROR" && apt-get update && ./boot2docker version && rm -rf /var/lib/apt/lists /root/.m2

# What each step depends on, if there is a lock file.
FROM tool AS lock
COPY pom.xml boot2docker.loc[k] /lock/
RUN setup/split-lock /lock/boot2docker.lock /lock

# The kernel.
FROM tool AS base
ARG PROFILE=default
COPY distro distro
COPY --from=lock /lock/base /lock/
RUN ./boot2docker build --profile "$PROFILE" $(ls /lock | sed 's|.*|--locked --lock /lock/&|') --step base

# User land.
FROM base AS rootfs
ARG PROFILE=default
COPY --from=lock /lock/rootfs /lock/
RUN ./boot2docker build --profile "$PROFILE" $(ls /lock | sed 's|.*|--locked --lock /lock/&|') --step rootfs

# Docker, and the image.
FROM rootfs AS iso
ARG PROFILE=default
ARG NEWEST=
COPY --from=lock /lock/all /lock/
RUN mkdir /image
RUN ./boot2docker build --profile "$PROFILE" $(ls /lock | sed 's|.*|--locked --lock /lock/&|') -o /image/boot2docker.iso

FROM $BASE
COPY --from=iso /image /
CMD ["cat", "/boot2docker.iso"]
