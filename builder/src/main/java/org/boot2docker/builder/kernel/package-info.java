/**
 * The kernel from its source: unpacked, patched, configured by fragments that must all survive, and
 * compiled by the machine's own C compiler. docs/kernel.md explains it to people.
 */
package org.boot2docker.builder.kernel;
