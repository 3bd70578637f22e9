/**
 * Compiles Docker's programs: lays out Debian's Go sources, patches them, and runs Debian's Go
 * compiler on them.
 */
package org.boot2docker.builder.engine;
